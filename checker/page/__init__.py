"""The officer's page: this program in one file that a browser opens, for offices that can install nothing.

Owns the page, what goes into it (`make`, `runtime`), and what its worker asks of the program there (`desk`). Must not
decide anything, nor write a report: pipeline, forms and reporters do, as for the command.
"""
