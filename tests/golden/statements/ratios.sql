-- keep by_indicator: as in plain.sql

-- keep class_counts
SELECT c.class AS class, count(*) AS n
FROM rows r
JOIN (SELECT *
  FROM classes) c ON c.pid = r.pid AND c.iid = r.iid AND CASE
  WHEN r.dk IS NULL THEN r.v >= c.least AND r.v <= c.most
  ELSE coalesce(r.nk * c.ratio_times >= c.ratio_low * r.dk + c.ratio_low_open, 1 = 1) AND coalesce(r.nk *
      c.ratio_times <= c.ratio_high * r.dk - c.ratio_high_open, 1 = 1) END
WHERE 1 = 1 AND r.why = 0
GROUP BY c.class;

-- keep detail_periods: as in plain.sql

-- keep detail_rows: as in plain.sql

-- keep ratio_units
SELECT q.unit AS unit, q.number AS number
FROM (SELECT DISTINCT i.unit AS unit, n.number AS number
  FROM input i
  JOIN named n ON n.raw_period = i.period AND n.raw_indicator = i.indicator
  WHERE n.why = 0 AND n.rated > 0 AND i.unit IS NOT NULL AND (regexp_extract(CAST(i.numerator AS STRING),
      '^(?:-?[1-9][0-9]{0,2}\.[0-9]{3})$') <> '') <> (regexp_extract(CAST(i.denominator AS STRING),
      '^(?:-?[1-9][0-9]{0,2}\.[0-9]{3})$') <> '')) q;

-- keep reporting: as in plain.sql

-- keep results: as in plain.sql

-- keep spoiled: as in words.sql

-- keep vintages: as in words.sql

-- view bad: as in words.sql

-- view by_unit
SELECT p.pack AS pack, c.unit AS unit, p.period AS period, CAST(bit_count(c.valid0 & m.valid_counted0) AS BIGINT) +
    CAST(bit_count(c.invalid0 & m.invalid_counted0) AS BIGINT) + CAST(bit_count(~c.present0 & m.absent_counted0) AS
    BIGINT) AS counted, CAST(bit_count(c.valid0 & m.valid_met0) AS BIGINT) AS met, CAST(bit_count(c.valid0 &
    m.valid_unmet0) AS BIGINT) AS unmet, CAST(bit_count(c.invalid0 & m.invalid_undecided0) AS BIGINT) +
    CAST(bit_count(~c.present0 & m.absent_undecided0) AS BIGINT) AS undecided, CAST(0 AS BIGINT) AS not_due,
    CAST(bit_count(c.valid0) AS BIGINT) AS judged, c.bad AS bad
FROM presence c
JOIN tallies m ON m.pid = c.pid
JOIN periods p ON p.pid = c.pid;

-- view expected: as in plain.sql

-- view fallback
SELECT q.unit AS unit, q.number AS number
FROM owners q UNION SELECT q.unit AS unit, q.number AS number
FROM ratio_units q;

-- view findings: as in plain.sql

-- view given
SELECT 'FOLDER/rows.csv' AS file, rowid + 2 AS row, unit AS unit, period AS period, indicator AS indicator, CASE
  WHEN omitted = 0 THEN CAST(figure AS VARCHAR)
  WHEN omitted > 0 THEN left(CAST(figure AS VARCHAR), strlen(CAST(figure AS VARCHAR)) - omitted) END AS value,
      CAST(NULL AS VARCHAR) AS status, CAST(NULL AS VARCHAR) AS as_of, numerator AS numerator, denominator AS
      denominator, CAST(NULL AS VARCHAR) AS percent_of_plan, CAST(NULL AS VARCHAR) AS confirmed, CAST(NULL AS VARCHAR)
      AS note, CAST(NULL AS VARCHAR) AS growth, CAST(NULL AS VARCHAR) AS amends, CAST(NULL AS VARCHAR) AS
      unit_of_measure, figure AS figure, 2 - CAST(omitted AS INTEGER) AS decimals, CAST(NULL AS VARCHAR) AS spelling
FROM rows_0;

-- view near_rows
SELECT i.file AS file, i.row AS row, i.unit AS unit, i.period AS period, i.indicator AS indicator, n.pid AS pid, n.iid
    AS iid, CAST(i.value AS STRING) AS text, (i.figure IS NOT NULL) OR i.numerator IS NOT NULL AS written,
    coalesce(CAST(t.state IS NOT NULL AS BIGINT), 0, 0) AS estimate, coalesce(t.state, 4, 4) AS state, n.plain AS
    plain, n.counts AS counts, n.truncated AS truncated, n.rated AS rated, n.series AS series, n.falls AS falls,
    n.number AS number, t.slack AS read_slack, t.cut AS read_cut, CASE
  WHEN NOT (n.rated > 0 AND i.numerator IS NOT NULL AND i.denominator IS NOT NULL) THEN CASE
    WHEN n.plain = 1 AND (i.figure IS NOT NULL OR regexp_extract(i.spelling, '^(?:-?[0-9]{1,20}(\.[0-9]{1,17})?)$') <>
        '') AND (n.whole < 0 OR length(split_part(CASE
            WHEN contains(CAST(i.value AS STRING), '.') THEN TRIM(TRAILING '0'
              FROM CAST(i.value AS STRING))
            ELSE CAST(i.value AS STRING) END, '.', 2)) <= n.whole AND NOT (n.whole = 0 AND regexp_extract(CAST(i.value
                AS STRING), '^(?:-?[1-9][0-9]{0,2}\.[0-9]{3})$') <> '')) THEN CAST(i.figure AS DECIMAL(18,1))
    ELSE t.v END END AS v, CASE
  WHEN n.plain = 1 AND (i.figure IS NOT NULL OR regexp_extract(i.spelling, '^(?:-?[0-9]{1,20}(\.[0-9]{1,17})?)$') <>
      '') AND (n.whole < 0 OR length(split_part(CASE
          WHEN contains(CAST(i.value AS STRING), '.') THEN TRIM(TRAILING '0'
            FROM CAST(i.value AS STRING))
          ELSE CAST(i.value AS STRING) END, '.', 2)) <= n.whole AND NOT (n.whole = 0 AND regexp_extract(CAST(i.value
              AS STRING), '^(?:-?[1-9][0-9]{0,2}\.[0-9]{3})$') <> '')) THEN CAST(i.figure AS DECIMAL(18,1))
  ELSE t.v END AS beside, CASE
  WHEN n.rated > 0 AND i.numerator IS NOT NULL AND i.denominator IS NOT NULL THEN CASE
    WHEN regexp_extract(CAST(i.numerator AS STRING), '^(?:-?[0-9]{1,14}(\.[0-9]{1,6})?)$') <> '' THEN
        CAST(try_cast(CAST(i.numerator AS STRING) AS DECIMAL(20,6)) * 1000000 AS DECIMAL(38,0)) END END AS nk, CASE
  WHEN n.rated > 0 AND i.numerator IS NOT NULL AND i.denominator IS NOT NULL THEN CASE
    WHEN regexp_extract(CAST(i.denominator AS STRING), '^(?:-?[0-9]{1,14}(\.[0-9]{1,6})?)$') <> '' THEN
        CAST(try_cast(CAST(i.denominator AS STRING) AS DECIMAL(20,6)) * 1000000 AS DECIMAL(38,0)) END END AS dk,
        CAST(i.numerator AS STRING) AS numerator, CAST(i.denominator AS STRING) AS denominator, CASE
  WHEN n.why IS NULL AND i.period IS NULL THEN 1
  WHEN n.why IS NULL THEN 5
  WHEN n.why = 1 THEN 1
  WHEN n.why = 2 THEN 2
  WHEN i.unit IS NULL THEN 3
  WHEN n.why <> 0 THEN 5
  WHEN NOT (i.figure IS NOT NULL) AND NOT (n.rated > 0 AND i.numerator IS NOT NULL AND i.denominator IS NOT NULL) THEN
      14
  WHEN (i.figure IS NOT NULL) AND (CASE
      WHEN n.plain = 1 AND (i.figure IS NOT NULL OR regexp_extract(i.spelling, '^(?:-?[0-9]{1,20}(\.[0-9]{1,17})?)$')
          <> '') AND (n.whole < 0 OR length(split_part(CASE
              WHEN contains(CAST(i.value AS STRING), '.') THEN TRIM(TRAILING '0'
                FROM CAST(i.value AS STRING))
              ELSE CAST(i.value AS STRING) END, '.', 2)) <= n.whole AND NOT (n.whole = 0 AND
                  regexp_extract(CAST(i.value AS STRING), '^(?:-?[1-9][0-9]{0,2}\.[0-9]{3})$') <> '')) THEN
                  CAST(i.figure AS DECIMAL(18,1))
      ELSE t.v END IS NULL AND coalesce(t.ranged, 0) = 0) THEN 17
  WHEN n.rated > 0 AND i.numerator IS NOT NULL AND i.denominator IS NOT NULL AND (CASE
      WHEN regexp_extract(CAST(i.numerator AS STRING), '^(?:-?[0-9]{1,14}(\.[0-9]{1,6})?)$') <> '' THEN
          CAST(try_cast(CAST(i.numerator AS STRING) AS DECIMAL(20,6)) * 1000000 AS DECIMAL(38,0)) END IS NULL OR CASE
      WHEN regexp_extract(CAST(i.denominator AS STRING), '^(?:-?[0-9]{1,14}(\.[0-9]{1,6})?)$') <> '' THEN
          CAST(try_cast(CAST(i.denominator AS STRING) AS DECIMAL(20,6)) * 1000000 AS DECIMAL(38,0)) END IS NULL) THEN
          17
  WHEN n.rated > 0 AND i.numerator IS NOT NULL AND i.denominator IS NOT NULL AND CASE
    WHEN regexp_extract(CAST(i.denominator AS STRING), '^(?:-?[0-9]{1,14}(\.[0-9]{1,6})?)$') <> '' THEN
        CAST(try_cast(CAST(i.denominator AS STRING) AS DECIMAL(20,6)) * 1000000 AS DECIMAL(38,0)) END <= 0 THEN 16
  WHEN n.rated > 0 AND i.numerator IS NOT NULL AND i.denominator IS NOT NULL AND CASE
    WHEN n.plain = 1 AND (i.figure IS NOT NULL OR regexp_extract(i.spelling, '^(?:-?[0-9]{1,20}(\.[0-9]{1,17})?)$') <>
        '') AND (n.whole < 0 OR length(split_part(CASE
            WHEN contains(CAST(i.value AS STRING), '.') THEN TRIM(TRAILING '0'
              FROM CAST(i.value AS STRING))
            ELSE CAST(i.value AS STRING) END, '.', 2)) <= n.whole AND NOT (n.whole = 0 AND regexp_extract(CAST(i.value
                AS STRING), '^(?:-?[1-9][0-9]{0,2}\.[0-9]{3})$') <> '')) THEN CAST(i.figure AS DECIMAL(18,1))
    ELSE t.v END IS NOT NULL AND coalesce(try_cast(CASE
        WHEN n.plain = 1 AND (i.figure IS NOT NULL OR regexp_extract(i.spelling,
            '^(?:-?[0-9]{1,20}(\.[0-9]{1,17})?)$') <> '') AND (n.whole < 0 OR length(split_part(CASE
                WHEN contains(CAST(i.value AS STRING), '.') THEN TRIM(TRAILING '0'
                  FROM CAST(i.value AS STRING))
                ELSE CAST(i.value AS STRING) END, '.', 2)) <= n.whole AND NOT (n.whole = 0 AND
                    regexp_extract(CAST(i.value AS STRING), '^(?:-?[1-9][0-9]{0,2}\.[0-9]{3})$') <> '')) THEN
                    CAST(i.figure AS DECIMAL(18,1))
        ELSE t.v END AS DECIMAL(17,8)) <> CASE
      WHEN n.plain = 1 AND (i.figure IS NOT NULL OR regexp_extract(i.spelling, '^(?:-?[0-9]{1,20}(\.[0-9]{1,17})?)$')
          <> '') AND (n.whole < 0 OR length(split_part(CASE
              WHEN contains(CAST(i.value AS STRING), '.') THEN TRIM(TRAILING '0'
                FROM CAST(i.value AS STRING))
              ELSE CAST(i.value AS STRING) END, '.', 2)) <= n.whole AND NOT (n.whole = 0 AND
                  regexp_extract(CAST(i.value AS STRING), '^(?:-?[1-9][0-9]{0,2}\.[0-9]{3})$') <> '')) THEN
                  CAST(i.figure AS DECIMAL(18,1))
      ELSE t.v END, 1 = 1) THEN 17
  ELSE 0 END AS why
FROM input i
JOIN named n ON n.raw_period = i.period AND n.raw_indicator = i.indicator
LEFT JOIN texts t ON t.raw = CAST(i.value AS STRING) AND t.pid = n.pid AND t.iid = n.iid
WHERE NOT (CASE
    WHEN n.plain = 1 AND (i.figure IS NOT NULL OR regexp_extract(i.spelling, '^(?:-?[0-9]{1,20}(\.[0-9]{1,17})?)$') <>
        '') AND (n.whole < 0 OR length(split_part(CASE
            WHEN contains(CAST(i.value AS STRING), '.') THEN TRIM(TRAILING '0'
              FROM CAST(i.value AS STRING))
            ELSE CAST(i.value AS STRING) END, '.', 2)) <= n.whole AND NOT (n.whole = 0 AND regexp_extract(CAST(i.value
                AS STRING), '^(?:-?[1-9][0-9]{0,2}\.[0-9]{3})$') <> '')) THEN CAST(i.figure AS DECIMAL(18,1)) BETWEEN
                n.quiet_from AND n.quiet_to
    ELSE NOT (i.figure IS NOT NULL) END) OR i.numerator IS NOT NULL OR i.denominator IS NOT NULL;

-- view presence
SELECT t.unit AS unit, t.pid AS pid, t.number AS number, coalesce(l.n, 0) AS bad, (t.named0 & ~coalesce(l.lost0, 0))
    AS valid0, (t.named0 & ~coalesce(l.lost0, 0)) | coalesce(l.invalid0, 0) AS present0, (t.named0 &
    ~coalesce(l.lost0, 0)) | coalesce(l.mentioned0, 0) AS mentioned0, coalesce(l.invalid0, 0) AS invalid0
FROM reports t
LEFT JOIN spoiled l ON l.unit = t.unit AND l.pid = t.pid;

-- view reporters: as in words.sql

-- view reports: as in plain.sql

-- view rows
SELECT i.file AS file, i.row AS row, i.unit AS unit, i.period AS period, i.indicator AS indicator, n.pid AS pid, n.iid
    AS iid, CAST(i.value AS STRING) AS text, (i.figure IS NOT NULL) OR i.numerator IS NOT NULL AS written,
    coalesce(CAST(t.state IS NOT NULL AS BIGINT), 0, 0) AS estimate, coalesce(t.state, 4, 4) AS state, n.plain AS
    plain, n.counts AS counts, n.truncated AS truncated, n.rated AS rated, n.series AS series, n.falls AS falls,
    n.number AS number, t.slack AS read_slack, t.cut AS read_cut, CASE
  WHEN NOT (n.rated > 0 AND i.numerator IS NOT NULL AND i.denominator IS NOT NULL) THEN CASE
    WHEN n.plain = 1 AND (i.figure IS NOT NULL OR regexp_extract(i.spelling, '^(?:-?[0-9]{1,20}(\.[0-9]{1,17})?)$') <>
        '') AND (n.whole < 0 OR length(split_part(CASE
            WHEN contains(CAST(i.value AS STRING), '.') THEN TRIM(TRAILING '0'
              FROM CAST(i.value AS STRING))
            ELSE CAST(i.value AS STRING) END, '.', 2)) <= n.whole AND NOT (n.whole = 0 AND regexp_extract(CAST(i.value
                AS STRING), '^(?:-?[1-9][0-9]{0,2}\.[0-9]{3})$') <> '')) THEN CAST(i.figure AS DECIMAL(18,1))
    ELSE t.v END END AS v, CASE
  WHEN n.plain = 1 AND (i.figure IS NOT NULL OR regexp_extract(i.spelling, '^(?:-?[0-9]{1,20}(\.[0-9]{1,17})?)$') <>
      '') AND (n.whole < 0 OR length(split_part(CASE
          WHEN contains(CAST(i.value AS STRING), '.') THEN TRIM(TRAILING '0'
            FROM CAST(i.value AS STRING))
          ELSE CAST(i.value AS STRING) END, '.', 2)) <= n.whole AND NOT (n.whole = 0 AND regexp_extract(CAST(i.value
              AS STRING), '^(?:-?[1-9][0-9]{0,2}\.[0-9]{3})$') <> '')) THEN CAST(i.figure AS DECIMAL(18,1))
  ELSE t.v END AS beside, CASE
  WHEN n.rated > 0 AND i.numerator IS NOT NULL AND i.denominator IS NOT NULL THEN CASE
    WHEN regexp_extract(CAST(i.numerator AS STRING), '^(?:-?[0-9]{1,14}(\.[0-9]{1,6})?)$') <> '' THEN
        CAST(try_cast(CAST(i.numerator AS STRING) AS DECIMAL(20,6)) * 1000000 AS DECIMAL(38,0)) END END AS nk, CASE
  WHEN n.rated > 0 AND i.numerator IS NOT NULL AND i.denominator IS NOT NULL THEN CASE
    WHEN regexp_extract(CAST(i.denominator AS STRING), '^(?:-?[0-9]{1,14}(\.[0-9]{1,6})?)$') <> '' THEN
        CAST(try_cast(CAST(i.denominator AS STRING) AS DECIMAL(20,6)) * 1000000 AS DECIMAL(38,0)) END END AS dk,
        CAST(i.numerator AS STRING) AS numerator, CAST(i.denominator AS STRING) AS denominator, CASE
  WHEN n.why IS NULL AND i.period IS NULL THEN 1
  WHEN n.why IS NULL THEN 5
  WHEN n.why = 1 THEN 1
  WHEN n.why = 2 THEN 2
  WHEN i.unit IS NULL THEN 3
  WHEN n.why <> 0 THEN 5
  WHEN NOT (i.figure IS NOT NULL) AND NOT (n.rated > 0 AND i.numerator IS NOT NULL AND i.denominator IS NOT NULL) THEN
      14
  WHEN (i.figure IS NOT NULL) AND (CASE
      WHEN n.plain = 1 AND (i.figure IS NOT NULL OR regexp_extract(i.spelling, '^(?:-?[0-9]{1,20}(\.[0-9]{1,17})?)$')
          <> '') AND (n.whole < 0 OR length(split_part(CASE
              WHEN contains(CAST(i.value AS STRING), '.') THEN TRIM(TRAILING '0'
                FROM CAST(i.value AS STRING))
              ELSE CAST(i.value AS STRING) END, '.', 2)) <= n.whole AND NOT (n.whole = 0 AND
                  regexp_extract(CAST(i.value AS STRING), '^(?:-?[1-9][0-9]{0,2}\.[0-9]{3})$') <> '')) THEN
                  CAST(i.figure AS DECIMAL(18,1))
      ELSE t.v END IS NULL AND coalesce(t.ranged, 0) = 0) THEN 17
  WHEN n.rated > 0 AND i.numerator IS NOT NULL AND i.denominator IS NOT NULL AND (CASE
      WHEN regexp_extract(CAST(i.numerator AS STRING), '^(?:-?[0-9]{1,14}(\.[0-9]{1,6})?)$') <> '' THEN
          CAST(try_cast(CAST(i.numerator AS STRING) AS DECIMAL(20,6)) * 1000000 AS DECIMAL(38,0)) END IS NULL OR CASE
      WHEN regexp_extract(CAST(i.denominator AS STRING), '^(?:-?[0-9]{1,14}(\.[0-9]{1,6})?)$') <> '' THEN
          CAST(try_cast(CAST(i.denominator AS STRING) AS DECIMAL(20,6)) * 1000000 AS DECIMAL(38,0)) END IS NULL) THEN
          17
  WHEN n.rated > 0 AND i.numerator IS NOT NULL AND i.denominator IS NOT NULL AND CASE
    WHEN regexp_extract(CAST(i.denominator AS STRING), '^(?:-?[0-9]{1,14}(\.[0-9]{1,6})?)$') <> '' THEN
        CAST(try_cast(CAST(i.denominator AS STRING) AS DECIMAL(20,6)) * 1000000 AS DECIMAL(38,0)) END <= 0 THEN 16
  WHEN n.rated > 0 AND i.numerator IS NOT NULL AND i.denominator IS NOT NULL AND CASE
    WHEN n.plain = 1 AND (i.figure IS NOT NULL OR regexp_extract(i.spelling, '^(?:-?[0-9]{1,20}(\.[0-9]{1,17})?)$') <>
        '') AND (n.whole < 0 OR length(split_part(CASE
            WHEN contains(CAST(i.value AS STRING), '.') THEN TRIM(TRAILING '0'
              FROM CAST(i.value AS STRING))
            ELSE CAST(i.value AS STRING) END, '.', 2)) <= n.whole AND NOT (n.whole = 0 AND regexp_extract(CAST(i.value
                AS STRING), '^(?:-?[1-9][0-9]{0,2}\.[0-9]{3})$') <> '')) THEN CAST(i.figure AS DECIMAL(18,1))
    ELSE t.v END IS NOT NULL AND coalesce(try_cast(CASE
        WHEN n.plain = 1 AND (i.figure IS NOT NULL OR regexp_extract(i.spelling,
            '^(?:-?[0-9]{1,20}(\.[0-9]{1,17})?)$') <> '') AND (n.whole < 0 OR length(split_part(CASE
                WHEN contains(CAST(i.value AS STRING), '.') THEN TRIM(TRAILING '0'
                  FROM CAST(i.value AS STRING))
                ELSE CAST(i.value AS STRING) END, '.', 2)) <= n.whole AND NOT (n.whole = 0 AND
                    regexp_extract(CAST(i.value AS STRING), '^(?:-?[1-9][0-9]{0,2}\.[0-9]{3})$') <> '')) THEN
                    CAST(i.figure AS DECIMAL(18,1))
        ELSE t.v END AS DECIMAL(17,8)) <> CASE
      WHEN n.plain = 1 AND (i.figure IS NOT NULL OR regexp_extract(i.spelling, '^(?:-?[0-9]{1,20}(\.[0-9]{1,17})?)$')
          <> '') AND (n.whole < 0 OR length(split_part(CASE
              WHEN contains(CAST(i.value AS STRING), '.') THEN TRIM(TRAILING '0'
                FROM CAST(i.value AS STRING))
              ELSE CAST(i.value AS STRING) END, '.', 2)) <= n.whole AND NOT (n.whole = 0 AND
                  regexp_extract(CAST(i.value AS STRING), '^(?:-?[1-9][0-9]{0,2}\.[0-9]{3})$') <> '')) THEN
                  CAST(i.figure AS DECIMAL(18,1))
      ELSE t.v END, 1 = 1) THEN 17
  ELSE 0 END AS why
FROM input i
LEFT JOIN named n ON n.raw_period = i.period AND n.raw_indicator = i.indicator
LEFT JOIN texts t ON t.raw = CAST(i.value AS STRING) AND t.pid = n.pid AND t.iid = n.iid;

-- write bad.parquet
SELECT r.file AS file, r.row AS row, r.unit AS unit, r.period AS period, r.indicator AS indicator, r.text AS text,
    CASE r.why
  WHEN 17 THEN CASE
    WHEN r.text IS NOT NULL AND (r.beside IS NULL OR r.nk IS NOT NULL AND r.dk IS NOT NULL) THEN r.text
    ELSE CASE
      WHEN r.nk IS NULL THEN r.numerator
      ELSE r.denominator END END
  WHEN 16 THEN r.denominator
  ELSE r.text END AS cell, r.pid AS pid, r.iid AS iid, r.why AS why, r.written AS written
FROM rows r
WHERE why IN (1, 3, 5, 6, 7, 9, 10, 11, 13, 14, 15, 16, 17, 18, 19, 21);

-- write bad_rows.parquet: as in words.sql

-- write by_group.parquet: as in plain.sql

-- write by_indicator.parquet: as in plain.sql

-- write by_unit.parquet: as in plain.sql

-- write findings.parquet
SELECT f.pack AS pack, f.unit AS unit, f.period AS period, f.indicator AS indicator, f.subject AS subject, f.code AS
    code, f.matter AS matter, f.gate AS gate, f.verdict AS verdict, f.pace AS pace, f.value AS value, f.numerator AS
    numerator, f.denominator AS denominator, f.shortfall AS shortfall, f.file AS file, f.row AS row, f.weight AS
    weight
FROM (SELECT m.pack AS pack, r.unit AS unit, m.period AS period, m.indicator AS indicator, m.office AS subject, m.code
    AS code, m.matter AS matter, m.gate AS gate, coalesce(m.verdict, c.verdict) AS verdict, coalesce(m.pace, c.pace)
    AS pace, r.v AS value, r.numerator AS numerator, r.denominator AS denominator, coalesce(CAST(greatest(m.lo -
    CAST(r.v AS DECIMAL(18,1)), CAST(r.v AS DECIMAL(18,1)) - m.hi) AS DECIMAL(18,1)), CAST(greatest(c.lo - CAST(r.v AS
    DECIMAL(18,1)), CAST(r.v AS DECIMAL(18,1)) - c.hi) AS DECIMAL(18,1))) AS shortfall, CAST(r.file AS file_label) AS
    file, r.row AS row, coalesce(CAST(coalesce(CAST(greatest(m.lo - CAST(r.v AS DECIMAL(18,1)), CAST(r.v AS
    DECIMAL(18,1)) - m.hi) AS DECIMAL(18,1)), CAST(greatest(c.lo - CAST(r.v AS DECIMAL(18,1)), CAST(r.v AS
    DECIMAL(18,1)) - c.hi) AS DECIMAL(18,1))) AS DOUBLE) / nullif(abs(CAST(m.goal AS DOUBLE)), 0), 0) AS weight
  FROM near_rows r
  JOIN remarks m ON m.pid = r.pid AND m.iid = r.iid AND CASE
    WHEN m.written = 1 THEN r.beside >= m.least AND r.beside <= m.most
    ELSE CASE
      WHEN r.dk IS NULL THEN r.v >= m.least AND r.v <= m.most
      ELSE coalesce(r.nk * m.ratio_times >= m.ratio_low * r.dk + m.ratio_low_open, 1 = 1) AND coalesce(r.nk *
          m.ratio_times <= m.ratio_high * r.dk - m.ratio_high_open, 1 = 1) END END AND coalesce(m.estimate =
          r.estimate, 1 = 1) AND coalesce(m.whole = CASE
      WHEN r.beside % 1 = 0 THEN 1
      ELSE 0 END, 1 = 1)
  LEFT JOIN classes c ON m.written = 1 AND c.pid = r.pid AND c.iid = r.iid AND CASE
    WHEN r.dk IS NULL THEN r.v >= c.least AND r.v <= c.most
    ELSE coalesce(r.nk * c.ratio_times >= c.ratio_low * r.dk + c.ratio_low_open, 1 = 1) AND coalesce(r.nk *
        c.ratio_times <= c.ratio_high * r.dk - c.ratio_high_open, 1 = 1) END
  WHERE 1 = 1 AND r.why = 0
  UNION ALL SELECT m.pack AS pack, m.unit AS unit, m.period AS period, m.indicator AS indicator, m.office AS subject,
      m.code AS code, m.matter AS matter, m.gate AS gate, m.verdict AS verdict, CAST(NULL AS pace_label) AS pace,
      CAST(NULL AS DECIMAL(18,1)) AS value, CAST(NULL AS STRING) AS numerator, CAST(NULL AS STRING) AS denominator,
      CAST(NULL AS DECIMAL(18,1)) AS shortfall, CAST(NULL AS file_label) AS file, CAST(NULL AS BIGINT) AS row, CAST(0
      AS DOUBLE) AS weight
  FROM (SELECT c.unit, a.*
    FROM (SELECT c.*
      FROM presence c
      JOIN tallies m ON m.pid = c.pid
      WHERE (c.present0 & m.due0) <> m.due0) c
    JOIN absences a ON a.pid = c.pid AND (c.present0 & a.b0) = 0) m
  UNION ALL SELECT p.pack AS pack, m.unit AS unit, p.period AS period, p.indicator AS indicator, CAST('' AS
      office_label) AS subject, k.code AS code, k.matter AS matter, k.gate AS gate, CAST('no_data' AS verdict_label)
      AS verdict, CAST(NULL AS pace_label) AS pace, CAST(NULL AS DECIMAL(18,1)) AS value, CAST(NULL AS STRING) AS
      numerator, CAST(NULL AS STRING) AS denominator, CAST(NULL AS DECIMAL(18,1)) AS shortfall, CAST(NULL AS
      file_label) AS file, CAST(NULL AS BIGINT) AS row, CAST(0 AS DOUBLE) AS weight
  FROM (SELECT c.unit, c.pid, c.number
    FROM presence c
    JOIN tallies m ON m.pid = c.pid
    WHERE (c.mentioned0 & m.expected0) <> m.expected0) m
  JOIN notes k ON k.number = m.number AND k.code = 'T007'
  JOIN places p ON p.pid = m.pid AND p.iid = -1
  UNION ALL SELECT p.pack AS pack, r.unit AS unit, p.period AS period, p.indicator AS indicator, CAST('' AS
      office_label) AS subject, k.code AS code, k.matter AS matter, k.gate AS gate, c.verdict AS verdict, c.pace AS
      pace, r.v AS value, r.numerator AS numerator, r.denominator AS denominator, CAST(greatest(c.lo - CAST(r.v AS
      DECIMAL(18,1)), CAST(r.v AS DECIMAL(18,1)) - c.hi) AS DECIMAL(18,1)) AS shortfall, CAST(r.file AS file_label) AS
      file, r.row AS row, CAST(0 AS DOUBLE) AS weight
  FROM near_rows r
  JOIN notes k ON k.number = r.number AND k.code IN ('C005', 'D117', 'D116')
  JOIN classes c ON c.pid = r.pid AND c.iid = r.iid AND CASE
    WHEN r.dk IS NULL THEN r.v >= c.least AND r.v <= c.most
    ELSE coalesce(r.nk * c.ratio_times >= c.ratio_low * r.dk + c.ratio_low_open, 1 = 1) AND coalesce(r.nk *
        c.ratio_times <= c.ratio_high * r.dk - c.ratio_high_open, 1 = 1) END
  JOIN places p ON p.pid = r.pid AND p.iid = r.iid
  WHERE (k.code = 'C005' AND (r.dk > 0 AND r.beside IS NOT NULL AND (try_cast(r.beside + CAST(CASE
              WHEN r.plain = 1 AND regexp_extract(r.text, '^(?:-?[0-9]{1,20}(\.[0-9]{1,17})?)$') <> '' THEN CASE
                WHEN r.counts = 1 AND r.nk IS NULL AND r.beside % 1 = 0 THEN 0
                ELSE CASE length(split_part(r.text, '.', 2))
                  WHEN 0 THEN 0.5
                  WHEN 1 THEN CASE r.truncated
                    WHEN 1 THEN 0.1
                    ELSE 0.05 END END END
              ELSE CASE
                WHEN r.truncated = 1 THEN r.read_cut
                ELSE r.read_slack END END AS DECIMAL(38,2)) AS DECIMAL(18,9)) * r.dk < r.nk * r.rated OR
                    try_cast(r.beside - CAST(CASE
              WHEN r.plain = 1 AND regexp_extract(r.text, '^(?:-?[0-9]{1,20}(\.[0-9]{1,17})?)$') <> '' THEN CASE
                WHEN r.counts = 1 AND r.nk IS NULL AND r.beside % 1 = 0 THEN 0
                ELSE CASE length(split_part(r.text, '.', 2))
                  WHEN 0 THEN 0.5
                  WHEN 1 THEN CASE r.truncated
                    WHEN 1 THEN 0.1
                    ELSE 0.05 END END END
              ELSE CASE
                WHEN r.truncated = 1 THEN r.read_cut
                ELSE r.read_slack END END AS DECIMAL(38,2)) AS DECIMAL(18,9)) * r.dk > r.nk * r.rated)) OR k.code =
                    'D117' AND (r.numerator IS NOT NULL AND r.denominator IS NOT NULL AND r.rated = 0) OR k.code =
                    'D116' AND (r.numerator IS NOT NULL AND r.denominator IS NULL AND r.rated > 0) OR k.code = 'D116'
                    AND (r.numerator IS NOT NULL AND r.denominator IS NULL AND r.rated = 0) OR k.code = 'D116' AND
                    (r.numerator IS NULL AND r.denominator IS NOT NULL AND r.rated > 0) OR k.code = 'D116' AND
                    (r.numerator IS NULL AND r.denominator IS NOT NULL AND r.rated = 0)) AND r.why = 0
  UNION ALL SELECT p.pack AS pack, r.unit AS unit, p.period AS period, p.indicator AS indicator, CAST('' AS
      office_label) AS subject, k.code AS code, k.matter AS matter, k.gate AS gate, CAST('' AS verdict_label) AS
      verdict, CAST(NULL AS pace_label) AS pace, r.v AS value, r.numerator AS numerator, r.denominator AS denominator,
      CAST(NULL AS DECIMAL(18,1)) AS shortfall, CAST(r.file AS file_label) AS file, r.row AS row, CAST(0 AS DOUBLE) AS
      weight
  FROM near_rows r
  JOIN notes k ON k.number = r.number
  JOIN places p ON p.pid = r.pid AND p.iid = r.iid
  WHERE (k.code = 'D117' AND (r.numerator IS NOT NULL AND r.denominator IS NOT NULL AND r.rated = 0) OR k.code =
      'D116' AND (r.numerator IS NOT NULL AND r.denominator IS NULL AND r.rated > 0) OR k.code = 'D116' AND
      (r.numerator IS NOT NULL AND r.denominator IS NULL AND r.rated = 0) OR k.code = 'D116' AND (r.numerator IS NULL
      AND r.denominator IS NOT NULL AND r.rated > 0) OR k.code = 'D116' AND (r.numerator IS NULL AND r.denominator IS
      NOT NULL AND r.rated = 0)) AND r.why IN (14, 15, 16, 17, 18, 19, 21)) f;

-- write judged.parquet
SELECT p.pack AS pack, r.unit AS unit, p.period AS period, p.indicator AS indicator, s.office AS subject, s.verdict AS
    verdict, s.pace AS pace, r.v AS value, CAST(greatest(s.lo - CAST(r.v AS DECIMAL(18,1)), CAST(r.v AS DECIMAL(18,1))
    - s.hi) AS DECIMAL(18,1)) AS shortfall, r.file AS file, r.row AS row
FROM rows r
JOIN classes c ON c.pid = r.pid AND c.iid = r.iid AND CASE
  WHEN r.dk IS NULL THEN r.v >= c.least AND r.v <= c.most
  ELSE coalesce(r.nk * c.ratio_times >= c.ratio_low * r.dk + c.ratio_low_open, 1 = 1) AND coalesce(r.nk *
      c.ratio_times <= c.ratio_high * r.dk - c.ratio_high_open, 1 = 1) END
JOIN standings s ON s.class = c.class
JOIN places p ON p.pid = r.pid AND p.iid = r.iid
WHERE 1 = 1 AND r.why = 0;
