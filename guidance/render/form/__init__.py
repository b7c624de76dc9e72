"""A checklist as a PDF to fill on screen or on paper; read back by ``guidance.checklists``.

A form is laid out once for a language and a scope (``document``, ``template``); the file of a country is that form
with its words in the fields (``fill``), so that a thousand files cost minutes.
"""
