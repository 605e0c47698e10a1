"""The officer's page: this program in one HTML file, for offices that cannot install software.

Owns the page, its contents (`make`, `runtime`), and the requests of its worker (`desk`). Must not decide anything or
write a report: pipeline, forms and reporters do that, as for the command.
"""
