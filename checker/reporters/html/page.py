"""The whole page of a run, combined from its reports.

Must not compute anything that is not in the run, or write markup.
"""

from __future__ import annotations

from typing import Final

from checker.domain.report import Run
from checker.domain.text import message
from checker.language import Language
from checker.reporters.html.names import names_of
from checker.reporters.html.overview import heats, line, ranks_of, together, years
from checker.reporters.html.phrases import WORDS, Voice
from checker.reporters.html.single import report_of
from checker.reporters.html.survey import survey_heat, survey_of
from checker.reporters.html.view_model import Page
from checker.reporters.summary import exit_of, gate_settings

__all__ = ["page_of"]

_SEVERAL: Final = 2
_MANY: Final = 5
"""The number of reports from which on findings are combined and reports are folded."""


def page_of(run: Run, language: Language) -> Page:
    """Return the page model of a run."""
    voice, reports = Voice(language, names_of(run)), run.reports
    ending = exit_of(run)
    titles = dict.fromkeys(voice.text(report.pack.title) for report in reports)
    ranks = ranks_of(run, language)
    overview = [line(number, report, voice, ranks.get(id(report), "")) for number, report in enumerate(reports)]
    return Page(
        language.code,
        " · ".join(titles) or voice.sentence(message("Check of the report")),
        {key: voice.sentence(word) for key, word in WORDS.items()},
        tuple(voice.remark(f"d{number}", diagnostic) for number, diagnostic in enumerate(run.diagnostics, 1)),
        tuple(overview) if len(reports) >= _SEVERAL else (),
        (*(survey_heat(run.survey, voice) if run.survey else ()), *heats(reports, voice)),
        tuple(years(reports, voice)),
        tuple(report_of(number, report, voice) for number, report in enumerate(reports)),
        tuple(map(voice.sentence, (*gate_settings(run), *run.notices))),
        voice.sentence(message("Exit code {code}: {reason}", code=ending.code, reason=ending.reason)),
        survey_of(run.survey, voice) if run.survey else None,
        tuple(together(reports, voice)) if len(reports) >= _MANY else (),
        len(reports) >= _MANY,
    )
