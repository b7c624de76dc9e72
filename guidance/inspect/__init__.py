"""What every finished PDF must be, whoever made it: rules over what is in the file, and an independent validator.

``reading`` opens a file and turns it into plain values (``facts``); the rules are functions of these.
"""
