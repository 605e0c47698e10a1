"""The texts of the page itself: headings, buttons and states.

Must not know where on the page a text appears. `{name}` is filled in by the page's script.
"""

from __future__ import annotations

from typing import Final

from checker.domain.text import message

__all__ = ["WORDS"]

WORDS: Final = {
    "title": message("Check a report against its targets"),
    "privacy": message(
        "Your files stay on this machine. This page is one file, and its own rules forbid it every connection; it "
        "works without a network."
    ),
    "pack": message("Targets: {title} ({pack}, revision {revision})"),
    "made_up": message("SYNTHETIC PACK: made-up targets, set by nobody"),
    "drop": message("Drop the report here"),
    "drop_how": message(
        "One file, several, or a folder: Excel (.xlsx, .xlsm, .xls), OpenDocument (.ods), CSV, YAML or JSON"
    ),
    "choose": message("Choose files"),
    "choose_folder": message("Choose a folder"),
    "starting": message("The program is starting; you can choose files already."),
    "stage_unpack": message("Unpacking the program ({step} of {steps})"),
    "stage_start": message("Starting the program ({step} of {steps})"),
    "stage_load": message("Loading the targets ({step} of {steps})"),
    "ready": message("Ready. Choose or drop the report."),
    "waiting": message("The files are kept, and are checked as soon as the program has started."),
    "reading": message("Reading {path}"),
    "judging": message("Comparing with the targets"),
    "saving": message("Writing the file"),
    "saved": message("Saved: {name}"),
    "restarting": message("{path} took too long, or too much memory. The others are checked without it."),
    "too_many": message("That is more than this page takes at once: {count} files, {size} MB. Choose fewer."),
    "no_files": message("What was dropped holds none of the kinds of files that are read."),
    "old_browser": message(
        "This browser is too old for the page. Open it in a current Chrome, Edge, Cốc Cốc or Firefox."
    ),
    "no_script": message("The page needs JavaScript, which is switched off in this browser."),
    "broken": message("The program could not be started: {reason}. Open the page again, or in another browser."),
    "cut": message("This page is not whole: copying or downloading it was cut off. Get the file anew."),
    "faulty": message(
        "The program could not do that: {reason}. Check the file with the installed program, and tell who made this "
        "page."
    ),
    "unsaved": message("That cannot be saved: {reason}"),
    "fault": message("The program stopped, and is being started again. Nothing of the last check may be used."),
    "again": message("The program stopped, and has been started again. Choose or drop the report once more."),
    "save": message("Save"),
    "save_marked": message("The marked workbook"),
    "save_results": message("The results as a workbook"),
    "save_page": message("The report as a page"),
    "save_consolidated": message("The consolidated table"),
    "print": message("Print"),
    "letter_note": message(
        "The official letter (Word) is written by the installed program: checker check --output docx=FILE"
    ),
    "form": message("Blank form"),
    "form_how": message("An Excel form with every target of this pack, to be filled in and dropped above."),
    "form_save": message("Save the blank form"),
    "unit": message("Reporting unit"),
    "period": message("Reporting period"),
    "options": message("If the file does not say its unit or period"),
    "as_stated": message("as the file says"),
    "other": message("Other targets"),
    "other_how": message(
        "A rule pack from your department: one file of YAML, a workbook, or a CSV table with its .pack.yaml."
    ),
    "other_choose": message("Choose a rule pack"),
    "other_used": message(
        "These targets are used now, until the page is closed: {title} ({pack}, revision {revision})"
    ),
    "other_refused": message("That rule pack cannot be used"),
    "about": message("About this page"),
    "about_how": message(
        "It is the program checker {version}, run by your browser. Verdicts and texts are those of the installed "
        "program."
    ),
    "carries": message("It carries"),
}
"""The texts by key."""
