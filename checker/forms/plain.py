"""An empty form as text: CSV for spreadsheets, and YAML for submissions written by hand."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from checker.domain.axes import Kind
from checker.domain.text import message
from checker.forms.form import OWN_SHEET, Form, FormColumn, FormRow
from checker.forms.sidecar import csv_bytes
from checker.forms.wording import number_text
from checker.language import Language

__all__ = ["csv_form", "yaml_form"]

_EXAMPLE: Final = Decimal("86.6")


def csv_form(form: Form, language: Language) -> bytes:
    """Return the form as CSV, in UTF-8 with a byte-order mark for Excel.

    Excel expects semicolons if commas are decimal marks, else commas.
    """
    return csv_bytes(_rows(form, language), ";" if form.locale == "vi" else ",")


def _rows(form: Form, language: Language) -> Iterator[list[str]]:
    for label, text in form.heads:
        yield [f"{label}: {text}" if label else text]
    yield []
    yield [form.heading(column, language) for column in form.columns]
    for section in form.sections:
        yield [section.number, section.title]
        for line in section.lines:
            known = {
                FormColumn.NUMBER: line.number,
                FormColumn.TITLE: line.title,
                FormColumn.UNIT: line.indicator.unit.name if line.indicator.unit else "",
                FormColumn.PLAN: line.plan,
                FormColumn.EARLIER: form.earlier_text(line, language),
                FormColumn.ID: line.indicator.id,
            }
            yield [known.get(column, "") for column in form.columns]
    yield []
    yield [language.render(message("Leave the rows below as they are: by them the program knows what this form is."))]
    for key, text in form.envelope:
        # In one cell, because Excel would convert a lone period to a date.
        yield [f"{OWN_SHEET} {key}: {text}"]


def yaml_form(form: Form, language: Language) -> bytes:
    """Return the form as a YAML submission without figures."""
    return "".join(f"{line}\n" for line in _lines(form, language)).encode()


def _lines(form: Form, language: Language) -> Iterator[str]:
    say = language.render
    for label, text in form.heads:
        # Each input has its own key.
        if text:
            yield f"# {label}: {text}" if label else f"# {text}"
    yield "# " + say(
        message(
            'Write each value with its unit in quotes, such as "{example} tỷ đồng"; remove rows without one.',
            example=number_text(_EXAMPLE, form.locale),
        )
    )
    yield "submission: 1"
    for key in ("pack", "unit", "period", "locale"):
        # A JSON string is valid YAML.
        yield f"{key}: {json.dumps(dict(form.envelope)[key], ensure_ascii=False)}"
    yield "sent:"
    for key in ("amends", "synthetic"):
        if key in dict(form.envelope):
            yield f"{key}: true"
    yield "observations:"
    for section in form.sections:
        yield f"  # {section.number}. {section.title}"
        for line in section.lines:
            yield from _entry(line, language)


def _entry(line: FormRow, language: Language) -> Iterator[str]:
    unit = line.indicator.unit.name if line.indicator.unit else ""
    title = f"{line.title} ({unit})" if unit else line.title
    plan = language.render(message("plan: {plan}", plan=line.plan))
    yield f"  # {line.number}. {title}; {plan}" if line.plan else f"  # {line.number}. {title}"
    if FormColumn.ACTUAL not in line.inputs:
        return
    yield f"  {line.indicator.id}:"
    yield "    value:"
    if line.indicator.kind is Kind.RATIO:
        yield "    numerator:"
        yield "    denominator:"
    if FormColumn.GROWTH in line.inputs:
        yield "    growth:"
    yield "    status:"
    yield "    note:"
