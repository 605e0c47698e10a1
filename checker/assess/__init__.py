"""Turn outcomes into results, findings, a tally and the gate's decision.

Owns verdicts, sentences about them (`explain` alone) and the decision (`judge` alone).
Must not know engines or file formats.
"""
