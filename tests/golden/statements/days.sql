-- keep amended
SELECT DISTINCT v.unit AS unit, s.number AS number, s.pid AS pid
FROM vintages v
JOIN spans s ON s.raw_period = v.period
LEFT JOIN days d ON d.raw = v.as_of
LEFT JOIN corrections k ON k.raw = v.amends
JOIN latest l ON l.unit = v.unit AND l.pid = s.pid
WHERE k.raw IS NOT NULL AND v.unit IS NOT NULL AND ((v.b0 & s.known0) <> 0);

-- keep amending_units
SELECT q.unit AS unit, q.number AS number
FROM (SELECT DISTINCT a.unit AS unit, a.number AS number
  FROM amended a) q;

-- keep by_indicator: as in plain.sql

-- keep class_counts
SELECT c.class AS class, count(*) AS n
FROM (SELECT s.class + CASE
    WHEN CAST(i.figure AS DECIMAL(18,0)) > s.end0 THEN 1
    ELSE 0 END + CASE
    WHEN CAST(i.figure AS DECIMAL(18,0)) > s.end1 THEN 1
    ELSE 0 END + CASE
    WHEN CAST(i.figure AS DECIMAL(18,0)) > s.end2 THEN 1
    ELSE 0 END + CASE
    WHEN CAST(i.figure AS DECIMAL(18,0)) > s.end3 THEN 1
    ELSE 0 END AS class
  FROM input i
  JOIN (SELECT n.pair, s.*
    FROM named n
    JOIN steps s ON s.pid = n.pid AND s.iid = n.iid) s ON s.pair = i.pairs + i.place) c
GROUP BY c.class;

-- keep class_counts: as in words.sql

-- keep contested
SELECT v.unit AS unit, s.pid AS pid
FROM vintages v
JOIN spans s ON s.raw_period = v.period
LEFT JOIN days d ON d.raw = v.as_of
LEFT JOIN corrections k ON k.raw = v.amends
WHERE d.day IS NULL AND v.unit IS NOT NULL AND ((v.b0 & s.known0) <> 0)
GROUP BY v.unit, s.pid
HAVING min(CASE
    WHEN k.raw IS NULL THEN 0
    ELSE 1 END) < max(CASE
    WHEN k.raw IS NULL THEN 0
    ELSE 1 END);

-- keep corrected
SELECT i.unit AS unit, n.pid AS pid, n.iid AS iid, max(CASE
    WHEN k.raw IS NULL THEN coalesce(d.rank, '')
    ELSE coalesce(d.amending_rank, '+') END) AS rank
FROM input i
JOIN named n ON n.raw_period = i.period AND n.raw_indicator = i.indicator
JOIN amended a ON a.unit = i.unit AND a.pid = n.pid
LEFT JOIN days d ON d.raw = i.as_of
LEFT JOIN corrections k ON k.raw = i.amends
JOIN latest l ON l.unit = i.unit AND l.pid = n.pid
WHERE CASE
  WHEN k.raw IS NULL THEN coalesce(d.rank, '')
  ELSE coalesce(d.amending_rank, '+') END <= l.rank
GROUP BY i.unit, n.pid, n.iid;

-- keep detail_periods: as in words.sql

-- keep detail_rows: as in plain.sql

-- keep early_units
SELECT q.unit AS unit, q.number AS number
FROM (SELECT DISTINCT v.unit AS unit, s.number AS number
  FROM vintages v
  JOIN spans s ON s.raw_period = v.period
  LEFT JOIN days d ON d.raw = v.as_of
  LEFT JOIN corrections k ON k.raw = v.amends
  JOIN latest l ON l.unit = v.unit AND l.pid = s.pid
  WHERE v.unit IS NOT NULL AND CASE
    WHEN k.raw IS NULL THEN coalesce(d.rank, '')
    ELSE coalesce(d.amending_rank, '+') END >= l.whole AND d.day < s.ends) q;

-- keep last_reports
SELECT v.unit AS unit, s.pid AS pid, max(d.day) AS day, max(CASE
    WHEN k.raw IS NULL THEN coalesce(d.rank, '')
    ELSE coalesce(d.amending_rank, '+') END) AS rank, max(CASE
    WHEN k.raw IS NULL THEN CASE
      WHEN k.raw IS NULL THEN coalesce(d.rank, '')
      ELSE coalesce(d.amending_rank, '+') END END) AS whole
FROM vintages v
JOIN spans s ON s.raw_period = v.period
LEFT JOIN days d ON d.raw = v.as_of
LEFT JOIN corrections k ON k.raw = v.amends
WHERE (d.day >= s.begins OR v.as_of IS NULL) AND v.unit IS NOT NULL AND ((v.b0 & s.known0) <> 0)
GROUP BY v.unit, s.pid;

-- keep repeats
SELECT r.unit AS unit, r.pid AS pid, r.iid AS iid
FROM rows r
JOIN possible_repeats c ON c.unit = r.unit AND c.pid = r.pid
WHERE r.why = 0 OR r.why >= 13
GROUP BY r.unit, r.pid, r.iid
HAVING count(*) > 1;

-- keep reporting: as in plain.sql

-- keep reports
SELECT CAST(v.unit AS STRING) AS unit, s.pid AS pid, s.number AS number, CAST(sum(v.n) AS BIGINT) AS n, bit_or(v.b0 &
    s.known0) AS named0
FROM vintages v
JOIN spans s ON s.raw_period = v.period
LEFT JOIN days d ON d.raw = v.as_of
LEFT JOIN corrections k ON k.raw = v.amends
LEFT JOIN latest l ON l.unit = v.unit AND l.pid = s.pid
WHERE v.unit IS NOT NULL AND ((v.b0 & s.known0) <> 0) AND (d.day IS NULL) = (l.day IS NULL) AND CASE
  WHEN k.raw IS NULL THEN coalesce(d.rank, '')
  ELSE coalesce(d.amending_rank, '+') END BETWEEN coalesce(l.whole, '') AND coalesce(l.rank, '') AND (v.as_of IS NULL
      OR d.day IS NOT NULL)
GROUP BY v.unit, s.pid, s.number;

-- keep results: as in words.sql

-- keep revised
SELECT q.unit AS unit, q.number AS number, q.pid AS pid
FROM (SELECT DISTINCT v.unit AS unit, s.number AS number, s.pid AS pid
  FROM vintages v
  JOIN spans s ON s.raw_period = v.period
  LEFT JOIN days d ON d.raw = v.as_of
  LEFT JOIN corrections k ON k.raw = v.amends
  JOIN latest l ON l.unit = v.unit AND l.pid = s.pid
  WHERE (d.day >= s.begins OR v.as_of IS NULL) AND CASE
    WHEN k.raw IS NULL THEN coalesce(d.rank, '')
    ELSE coalesce(d.amending_rank, '+') END < l.rank AND (d.day IS NULL) = (l.day IS NULL) AND v.unit IS NOT NULL AND
        ((v.b0 & s.known0) <> 0)) q;

-- keep vintages
SELECT i.unit AS unit, i.period AS period, i.as_of AS as_of, i.amends AS amends, count(i.bit0) AS n,
    coalesce(bit_or(i.bit0), 0) AS b0
FROM input i
GROUP BY i.unit, i.period, i.as_of, i.amends;

-- view bad: as in words.sql

-- view by_unit
SELECT p.pack AS pack, c.unit AS unit, p.period AS period, CAST(bit_count(c.valid0 & m.valid_counted0) AS BIGINT) +
    CAST(bit_count(c.invalid0 & m.invalid_counted0) AS BIGINT) + CAST(bit_count(~c.present0 & m.absent_counted0) AS
    BIGINT) AS counted, CAST(bit_count(c.valid0 & m.valid_met0) AS BIGINT) AS met, CAST(bit_count(c.valid0 &
    m.valid_unmet0) AS BIGINT) AS unmet, CAST(bit_count(c.invalid0 & m.invalid_undecided0) AS BIGINT) +
    CAST(bit_count(~c.present0 & m.absent_undecided0) AS BIGINT) AS undecided, CAST(bit_count(c.valid0 &
    m.valid_not_due0) AS BIGINT) + CAST(bit_count(c.invalid0 & m.invalid_not_due0) AS BIGINT) +
    CAST(bit_count(~c.present0 & m.absent_not_due0) AS BIGINT) AS not_due, CAST(bit_count(c.valid0) AS BIGINT) AS
    judged, c.bad AS bad
FROM presence c
JOIN tallies m ON m.pid = c.pid
JOIN periods p ON p.pid = c.pid
UNION ALL SELECT h.pack AS pack, h.unit AS unit, h.period AS period, h.counted AS counted, h.met AS met, h.unmet AS
    unmet, h.undecided AS undecided, h.not_due AS not_due, h.judged AS judged, h.bad AS bad
FROM fallback_units h;

-- view expected: as in plain.sql

-- view fallback
SELECT q.unit AS unit, q.number AS number
FROM owners q UNION SELECT q.unit AS unit, q.number AS number
FROM early_units q UNION SELECT q.unit AS unit, q.number AS number
FROM amending_units q;

-- view fallback_findings: as in words.sql

-- view fallback_judged
SELECT CAST(pack AS pack_label) AS pack, CAST(unit AS STRING) AS unit, CAST(period AS period_label) AS period,
    CAST(indicator AS indicator_label) AS indicator, CAST(subject AS office_label) AS subject, CAST(verdict AS
    verdict_label) AS verdict, CAST(pace AS pace_label) AS pace, CAST(value AS DECIMAL(38,0)) AS value, CAST(shortfall
    AS DECIMAL(38,0)) AS shortfall, CAST(file AS STRING) AS file, CAST(row AS BIGINT) AS row
FROM fallback_growing_judged;

-- view fallback_results: as in words.sql

-- view fallback_rows: as in words.sql

-- view fallback_units: as in words.sql

-- view findings: as in plain.sql

-- view given
SELECT 'FOLDER/rows.csv' AS file, rowid + 2 AS row, unit AS unit, period AS period, indicator AS indicator, CASE
  WHEN omitted = 0 THEN CAST(figure AS VARCHAR)
  WHEN omitted > 0 THEN left(CAST(figure AS VARCHAR), strlen(CAST(figure AS VARCHAR)) - omitted) END AS value,
      CAST(NULL AS VARCHAR) AS status, as_of AS as_of, CAST(NULL AS VARCHAR) AS numerator, CAST(NULL AS VARCHAR) AS
      denominator, CAST(NULL AS VARCHAR) AS percent_of_plan, CAST(NULL AS VARCHAR) AS confirmed, CAST(NULL AS VARCHAR)
      AS note, CAST(NULL AS VARCHAR) AS growth, amends AS amends, CAST(NULL AS VARCHAR) AS unit_of_measure, figure AS
      figure, 2 - CAST(omitted AS INTEGER) AS decimals, CAST(NULL AS VARCHAR) AS spelling
FROM rows_0;

-- view latest
SELECT l.unit AS unit, l.pid AS pid, l.day AS day, l.rank AS rank, l.whole AS whole
FROM last_reports l;

-- view near_rows
SELECT i.file AS file, i.row AS row, i.unit AS unit, i.period AS period, i.indicator AS indicator, n.pid AS pid, n.iid
    AS iid, CAST(i.value AS STRING) AS text, (i.figure IS NOT NULL) AS written, i.as_of AS stated_as_of, coalesce(0,
    0) AS estimate, coalesce(4, 4) AS state, n.plain AS plain, n.counts AS counts, n.truncated AS truncated, n.rated
    AS rated, n.series AS series, n.falls AS falls, n.number AS number, NULL AS read_slack, NULL AS read_cut,
    CAST(i.figure AS DECIMAL(18,0)) AS v, CASE
  WHEN n.why IS NULL AND i.period IS NULL THEN 1
  WHEN n.why IS NULL THEN 5
  WHEN n.why = 1 THEN 1
  WHEN n.why = 2 THEN 2
  WHEN i.unit IS NULL THEN 3
  WHEN n.why <> 0 THEN 5
  WHEN d.two = 1 THEN 6
  WHEN d.ahead = 1 THEN 7
  WHEN d.later = 1 THEN 8
  WHEN i.as_of IS NOT NULL AND d.day IS NULL THEN 9
  WHEN d.day < n.begins THEN 10
  WHEN d.day IS NULL AND l.day IS NOT NULL THEN 11
  WHEN CASE
    WHEN k.raw IS NULL THEN coalesce(d.rank, '')
    ELSE coalesce(d.amending_rank, '+') END < l.whole OR CASE
    WHEN k.raw IS NULL THEN coalesce(d.rank, '')
    ELSE coalesce(d.amending_rank, '+') END > l.rank THEN 12
  WHEN CASE
    WHEN k.raw IS NULL THEN coalesce(d.rank, '')
    ELSE coalesce(d.amending_rank, '+') END < o.rank THEN 12
  WHEN NOT (i.figure IS NOT NULL) THEN 14
  WHEN (i.figure IS NOT NULL) AND (CAST(i.figure AS DECIMAL(18,0)) IS NULL) THEN 17
  WHEN h.unit IS NOT NULL THEN 20
  ELSE 0 END AS why
FROM input i
JOIN named n ON n.raw_period = i.period AND n.raw_indicator = i.indicator
LEFT JOIN days d ON d.raw = i.as_of
LEFT JOIN corrections k ON k.raw = i.amends
LEFT JOIN latest l ON l.unit = i.unit AND l.pid = n.pid
LEFT JOIN corrected o ON o.unit = i.unit AND o.pid = n.pid AND o.iid = n.iid
LEFT JOIN fallback h ON h.unit = i.unit AND h.number = n.number
WHERE NOT (CAST(i.figure AS DECIMAL(18,0)) BETWEEN n.quiet_from AND n.quiet_to);

-- view possible_repeats
SELECT t.unit AS unit, t.pid AS pid
FROM reports t
WHERE t.n > CAST(bit_count(t.named0) AS BIGINT);

-- view presence
SELECT t.unit AS unit, t.pid AS pid, t.number AS number, 0 AS bad, t.named0 AS valid0, t.named0 AS present0, t.named0
    AS mentioned0, 0 AS invalid0
FROM reports t
WHERE NOT EXISTS (SELECT 1
  FROM fallback h
  WHERE h.unit = t.unit AND h.number = t.number);

-- view reporters: as in plain.sql

-- view revised_findings
SELECT CAST(pack AS pack_label) AS pack, CAST(unit AS STRING) AS unit, CAST(period AS period_label) AS period,
    CAST(indicator AS indicator_label) AS indicator, CAST(subject AS office_label) AS subject, CAST(code AS
    code_label) AS code, CAST(matter AS matter_label) AS matter, CAST(gate AS gate_label) AS gate, CAST(verdict AS
    verdict_label) AS verdict, CAST(pace AS pace_label) AS pace, CAST(value AS DECIMAL(38,0)) AS value, CAST(numerator
    AS STRING) AS numerator, CAST(denominator AS STRING) AS denominator, CAST(shortfall AS DECIMAL(38,0)) AS
    shortfall, CAST(file AS STRING) AS file, CAST(row AS BIGINT) AS row, coalesce(CAST(CAST(shortfall AS
    DECIMAL(38,0)) AS DOUBLE) / nullif(abs(CAST(goal AS DOUBLE)), 0), 0) AS weight
FROM revised_growing_weighed_findings;

-- view revised_judged
SELECT CAST(pack AS pack_label) AS pack, CAST(unit AS STRING) AS unit, CAST(period AS period_label) AS period,
    CAST(indicator AS indicator_label) AS indicator, CAST(subject AS office_label) AS subject, CAST(verdict AS
    verdict_label) AS verdict, CAST(pace AS pace_label) AS pace, CAST(value AS DECIMAL(38,0)) AS value, CAST(shortfall
    AS DECIMAL(38,0)) AS shortfall, CAST(file AS STRING) AS file, CAST(row AS BIGINT) AS row
FROM revised_growing_judged;

-- view revised_results
SELECT CAST(pid AS BIGINT) AS pid, CAST(iid AS BIGINT) AS iid, CAST(verdict AS verdict_label) AS verdict, CAST(pace AS
    pace_label) AS pace, CAST(n AS BIGINT) AS n, CAST(unit AS STRING) AS unit
FROM revised_growing_results;

-- view revised_rows
SELECT *
FROM read_parquet('FOLDER/revised.parquet');

-- view revised_units
SELECT CAST(pack AS pack_label) AS pack, CAST(unit AS STRING) AS unit, CAST(period AS period_label) AS period,
    CAST(counted AS BIGINT) AS counted, CAST(met AS BIGINT) AS met, CAST(unmet AS BIGINT) AS unmet, CAST(undecided AS
    BIGINT) AS undecided, CAST(not_due AS BIGINT) AS not_due, CAST(judged AS BIGINT) AS judged, CAST(bad AS BIGINT) AS
    bad
FROM revised_growing_units;

-- view rows
SELECT i.file AS file, i.row AS row, i.unit AS unit, i.period AS period, i.indicator AS indicator, n.pid AS pid, n.iid
    AS iid, CAST(i.value AS STRING) AS text, (i.figure IS NOT NULL) AS written, i.as_of AS stated_as_of, coalesce(0,
    0) AS estimate, coalesce(4, 4) AS state, n.plain AS plain, n.counts AS counts, n.truncated AS truncated, n.rated
    AS rated, n.series AS series, n.falls AS falls, n.number AS number, NULL AS read_slack, NULL AS read_cut,
    CAST(i.figure AS DECIMAL(18,0)) AS v, CASE
  WHEN n.why IS NULL AND i.period IS NULL THEN 1
  WHEN n.why IS NULL THEN 5
  WHEN n.why = 1 THEN 1
  WHEN n.why = 2 THEN 2
  WHEN i.unit IS NULL THEN 3
  WHEN n.why <> 0 THEN 5
  WHEN d.two = 1 THEN 6
  WHEN d.ahead = 1 THEN 7
  WHEN d.later = 1 THEN 8
  WHEN i.as_of IS NOT NULL AND d.day IS NULL THEN 9
  WHEN d.day < n.begins THEN 10
  WHEN d.day IS NULL AND l.day IS NOT NULL THEN 11
  WHEN CASE
    WHEN k.raw IS NULL THEN coalesce(d.rank, '')
    ELSE coalesce(d.amending_rank, '+') END < l.whole OR CASE
    WHEN k.raw IS NULL THEN coalesce(d.rank, '')
    ELSE coalesce(d.amending_rank, '+') END > l.rank THEN 12
  WHEN CASE
    WHEN k.raw IS NULL THEN coalesce(d.rank, '')
    ELSE coalesce(d.amending_rank, '+') END < o.rank THEN 12
  WHEN NOT (i.figure IS NOT NULL) THEN 14
  WHEN (i.figure IS NOT NULL) AND (CAST(i.figure AS DECIMAL(18,0)) IS NULL) THEN 17
  WHEN h.unit IS NOT NULL THEN 20
  ELSE 0 END AS why
FROM input i
LEFT JOIN named n ON n.raw_period = i.period AND n.raw_indicator = i.indicator
LEFT JOIN days d ON d.raw = i.as_of
LEFT JOIN corrections k ON k.raw = i.amends
LEFT JOIN latest l ON l.unit = i.unit AND l.pid = n.pid
LEFT JOIN corrected o ON o.unit = i.unit AND o.pid = n.pid AND o.iid = n.iid
LEFT JOIN fallback h ON h.unit = i.unit AND h.number = n.number;

-- write bad.parquet
SELECT r.file AS file, r.row AS row, r.unit AS unit, r.period AS period, r.indicator AS indicator, r.text AS text,
    CASE r.why
  WHEN 9 THEN r.stated_as_of
  WHEN 6 THEN r.stated_as_of
  WHEN 7 THEN r.stated_as_of
  WHEN 10 THEN r.stated_as_of
  ELSE r.text END AS cell, r.pid AS pid, r.iid AS iid, r.why AS why, r.written AS written
FROM rows r
WHERE why IN (1, 3, 5, 6, 7, 9, 10, 11, 13, 14, 15, 16, 17, 18, 19, 21);

-- write by_group.parquet: as in plain.sql

-- write by_indicator.parquet: as in plain.sql

-- write by_unit.parquet: as in plain.sql

-- write fallback.parquet: as in words.sql

-- write findings.parquet
SELECT f.pack AS pack, f.unit AS unit, f.period AS period, f.indicator AS indicator, f.subject AS subject, f.code AS
    code, f.matter AS matter, f.gate AS gate, f.verdict AS verdict, f.pace AS pace, f.value AS value, f.numerator AS
    numerator, f.denominator AS denominator, f.shortfall AS shortfall, f.file AS file, f.row AS row, f.weight AS
    weight
FROM (SELECT m.pack AS pack, r.unit AS unit, m.period AS period, m.indicator AS indicator, m.office AS subject, m.code
    AS code, m.matter AS matter, m.gate AS gate, m.verdict AS verdict, m.pace AS pace, r.v AS value, CAST(NULL AS
    office_label) AS numerator, CAST(NULL AS office_label) AS denominator, CAST(greatest(m.lo - CAST(r.v AS
    DECIMAL(18,0)), CAST(r.v AS DECIMAL(18,0)) - m.hi) AS DECIMAL(18,0)) AS shortfall, CAST(r.file AS file_label) AS
    file, r.row AS row, coalesce(CAST(CAST(greatest(m.lo - CAST(r.v AS DECIMAL(18,0)), CAST(r.v AS DECIMAL(18,0)) -
    m.hi) AS DECIMAL(18,0)) AS DOUBLE) / nullif(abs(CAST(m.goal AS DOUBLE)), 0), 0) AS weight
  FROM near_rows r
  JOIN remarks m ON m.pid = r.pid AND m.iid = r.iid AND r.v >= m.least AND r.v <= m.most AND coalesce(m.whole = CASE
      WHEN r.v % 1 = 0 THEN 1
      ELSE 0 END, 1 = 1)
  WHERE 1 = 1 AND r.why = 0
  UNION ALL SELECT m.pack AS pack, m.unit AS unit, m.period AS period, m.indicator AS indicator, m.office AS subject,
      m.code AS code, m.matter AS matter, m.gate AS gate, m.verdict AS verdict, CAST(NULL AS pace_label) AS pace,
      CAST(NULL AS DECIMAL(18,0)) AS value, CAST(NULL AS office_label) AS numerator, CAST(NULL AS office_label) AS
      denominator, CAST(NULL AS DECIMAL(18,0)) AS shortfall, CAST(NULL AS file_label) AS file, CAST(NULL AS BIGINT) AS
      row, CAST(0 AS DOUBLE) AS weight
  FROM (SELECT c.unit, a.*
    FROM (SELECT c.*
      FROM presence c
      JOIN tallies m ON m.pid = c.pid
      WHERE (c.present0 & m.due0) <> m.due0) c
    JOIN absences a ON a.pid = c.pid AND (c.present0 & a.b0) = 0) m
  UNION ALL SELECT p.pack AS pack, m.unit AS unit, p.period AS period, p.indicator AS indicator, CAST('' AS
      office_label) AS subject, k.code AS code, k.matter AS matter, k.gate AS gate, CAST('no_data' AS verdict_label)
      AS verdict, CAST(NULL AS pace_label) AS pace, CAST(NULL AS DECIMAL(18,0)) AS value, CAST(NULL AS office_label)
      AS numerator, CAST(NULL AS office_label) AS denominator, CAST(NULL AS DECIMAL(18,0)) AS shortfall, CAST(NULL AS
      file_label) AS file, CAST(NULL AS BIGINT) AS row, CAST(0 AS DOUBLE) AS weight
  FROM (SELECT c.unit, c.pid, c.number
    FROM presence c
    JOIN tallies m ON m.pid = c.pid
    WHERE (c.mentioned0 & m.expected0) <> m.expected0) m
  JOIN notes k ON k.number = m.number AND k.code = 'T007'
  JOIN places p ON p.pid = m.pid AND p.iid = -1
  UNION ALL SELECT f.pack AS pack, f.unit AS unit, f.period AS period, f.indicator AS indicator, f.subject AS subject,
      f.code AS code, f.matter AS matter, f.gate AS gate, f.verdict AS verdict, f.pace AS pace, f.value AS value,
      f.numerator AS numerator, f.denominator AS denominator, f.shortfall AS shortfall, f.file AS file, f.row AS row,
      f.weight AS weight
  FROM revised_findings f
  UNION ALL SELECT h.pack AS pack, h.unit AS unit, h.period AS period, h.indicator AS indicator, h.subject AS subject,
      h.code AS code, h.matter AS matter, h.gate AS gate, h.verdict AS verdict, h.pace AS pace, h.value AS value,
      h.numerator AS numerator, h.denominator AS denominator, h.shortfall AS shortfall, h.file AS file, h.row AS row,
      h.weight AS weight
  FROM fallback_findings h) f;

-- write judged.parquet: as in words.sql

-- write revised.parquet
SELECT r.*
FROM input r
JOIN (SELECT DISTINCT unit
  FROM revised) c ON c.unit = r.unit
ORDER BY r.unit;
