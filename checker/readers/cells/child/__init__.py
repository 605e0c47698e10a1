"""What runs in the child process that reads a workbook.

Two libraries read every workbook, for a file that different programs read differently can
mislead whoever signs it. Compiled readers may abort and others may hang, which no `except`
catches: so they run in a process of their own, with bounds on memory and time that its
parent and the kernel keep.
"""
