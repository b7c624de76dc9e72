"""The corpus as a website: pages with ready HTML, navigation, and what search is fed with."""
