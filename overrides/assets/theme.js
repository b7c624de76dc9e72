// Runs before the page is drawn, so that a reader's choice of colours never flashes the other one.
try {
  const choice = localStorage.getItem("theme");
  if (choice === "dark" || choice === "light") document.documentElement.dataset.theme = choice;
} catch { /* no storage: the system's choice stands */ }
document.documentElement.classList.add("js");
