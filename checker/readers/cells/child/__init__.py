"""The code of the child process that reads a workbook.

Two libraries read every workbook, because a file that programs read differently can mislead its signer. Compiled
readers may abort and others may hang, which no `except` catches. So they run in a separate process; its parent and the
kernel enforce limits of memory and time.
"""
