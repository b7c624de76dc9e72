"""A checklist as a workbook: a sheet a module, with lists to choose from; read back by ``guidance.checklists``."""
