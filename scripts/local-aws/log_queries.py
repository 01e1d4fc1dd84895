"""Queries of logs by the fields of JSON lines. MiniStack 1.5.33 takes every line for a match of a JSON filter pattern, and looks at no field in Insights.

Read as AWS's pages describe both: CloudWatch Logs user guide, "Filter pattern syntax" (JSON) and "CloudWatch Logs Insights language query syntax",
as far as guide/operate.md uses them. Whatever is written otherwise is an error and no empty answer.
"""

import fnmatch
import json
import re
import time

from ministack.services import cloudwatch_logs

TOKEN = re.compile(
    r"""\s*(?:(?P<text>"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')|(?P<regex>/(?:\\.|[^/\\])+/)|(?P<number>-?\d+(?:\.\d+)?(?![\w.]))"""
    r"""|(?P<op>&&|\|\||!=|>=|<=|[=<>()\[\],*])|(?P<word>[@$]?[\w.@]+))"""
)


class QueryError(Exception):
    """What is wrong with the query."""


def tokens_of(text):
    tokens, at = [], 0
    while text[at:].strip():
        match = TOKEN.match(text, at)
        if match is None:
            raise QueryError(f"cannot be read from here: {text[at:].strip()[:40]}")
        tokens.append((match.lastgroup, match.group(match.lastgroup)))
        at = match.end()
    return tokens


def fields_of(message):
    """As Insights discovers them: members of members by dots."""
    try:
        document = json.loads(message)
    except ValueError:
        return {}
    fields = {}

    def visit(path, value):
        if isinstance(value, dict):
            for name, inner in value.items():
                visit(f"{path}.{name}" if path else name, inner)
        elif not isinstance(value, list):
            fields[path] = value

    visit("", document if isinstance(document, dict) else {})
    return fields


def is_number(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool)


COMPARE = {
    "=": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
    ">": lambda a, b: a > b,
    "<": lambda a, b: a < b,
    ">=": lambda a, b: a >= b,
    "<=": lambda a, b: a <= b,
}


class Reader:
    """The condition of a JSON filter pattern (`$.field`, &&, ||, * in texts) or of an Insights filter (field, and, or, like, in, ispresent)."""

    def __init__(self, text, is_pattern):
        self.rest = tokens_of(text)
        self.is_pattern = is_pattern
        self.ors, self.ands = (("||",), ("&&",)) if is_pattern else (("or",), ("and",))

    def peek(self):
        return self.rest[0][1].lower() if self.rest else ""

    def take(self, *expected):
        if not self.rest or (expected and self.peek() not in expected):
            raise QueryError(f"{' or '.join(expected) or 'more'} is expected before {' '.join(text for _, text in self.rest)[:40]!r}")
        return self.rest.pop(0)

    def whole(self):
        condition = self.any_of()
        if self.rest:
            raise QueryError(f"nothing is expected where there is {self.rest[0][1]}")
        return condition

    def any_of(self):
        parts = [self.all_of()]
        while self.peek() in self.ors:
            self.take()
            parts.append(self.all_of())
        return lambda fields: any(part(fields) for part in parts)

    def all_of(self):
        parts = [self.one()]
        while self.peek() in self.ands:
            self.take()
            parts.append(self.one())
        return lambda fields: all(part(fields) for part in parts)

    def one(self):
        if self.peek() == "(":
            self.take()
            inner = self.any_of()
            self.take(")")
            return inner
        if self.peek() == "not" and not self.is_pattern:
            self.take()
            inner = self.one()
            return lambda fields: not inner(fields)
        if self.peek() == "ispresent" and not self.is_pattern:
            self.take()
            self.take("(")
            name = self.name()
            self.take(")")
            return lambda fields: fields.get(name) is not None
        return self.comparison(self.name())

    def name(self):
        kind, text = self.take()
        if kind != "word" or self.is_pattern != text.startswith("$."):
            raise QueryError(f"{text} is no field")
        return text[2:] if self.is_pattern else text

    def value(self):
        kind, text = self.take()
        if kind == "text":
            return re.sub(r"\\(.)", r"\1", text[1:-1])
        if kind == "number":
            return float(text)
        raise QueryError(f"{text} is no value")

    def comparison(self, name):
        operator = self.take("like", "in", *COMPARE)[1].lower()
        if operator == "like":
            kind, text = self.rest[0] if self.rest else ("", "")
            if kind == "regex":
                self.take()
                pattern = re.compile(text[1:-1])
                return lambda fields: name in fields and pattern.search(str(fields[name])) is not None
            part = self.value()
            return lambda fields: name in fields and str(part) in str(fields[name])
        if operator == "in":
            self.take("[")
            values = [self.value()]
            while self.take(",", "]")[1] == ",":
                values.append(self.value())
            return lambda fields: fields.get(name) in values
        wanted = self.value()
        compare = COMPARE[operator]
        if is_number(wanted):
            return lambda fields: is_number(fields.get(name)) and compare(fields[name], wanted)
        if operator not in ("=", "!="):
            raise QueryError(f"{operator} compares numbers")
        # A pattern with * is one of the whole text; a field that is not there equals nothing, and differs from nothing either.
        if self.is_pattern:
            glob = wanted.replace("[", "[[]").replace("?", "[?]")
            return lambda fields: name in fields and compare(fnmatch.fnmatchcase(str(fields[name]), glob), True)
        return lambda fields: name in fields and compare(str(fields[name]), wanted)


compile_terms = cloudwatch_logs._compile_filter_pattern


def compile_filter_pattern(raw):
    text = (raw or "").strip()
    if not text.startswith("{"):
        return compile_terms(raw)
    if not text.endswith("}"):
        raise QueryError("a JSON pattern ends with }")
    condition = Reader(text[1:-1], is_pattern=True).whole()
    return lambda message: condition(fields_of(message))


def names_in(text):
    return [name.strip() for name in text.split(",") if name.strip()]


def number_of(rows, function, name):
    if function == "count":
        return sum(1 for row in rows if name == "*" or name in row)
    values = [row[name] for row in rows if is_number(row.get(name))]
    if not values:
        return ""
    return {"sum": sum, "max": max, "min": min, "avg": lambda of: sum(of) / len(of)}[function](values)


STAT = re.compile(r"^(count|sum|max|min|avg)\(([\w.*@]+)\)(?:\s+as\s+(\w+))?$", re.IGNORECASE)


def stat_of(text):
    match = STAT.match(text)
    if match is None:
        raise QueryError(f"{text} is no statistic")
    return match.group(3) or text, match.group(1).lower(), match.group(2)


def stats_of(rows, text):
    what, by = (*re.split(r"\s+by\s+", text, maxsplit=1, flags=re.IGNORECASE), "")[:2]
    stats = [stat_of(each) for each in names_in(what)]
    groups = {}
    for row in rows:
        groups.setdefault(tuple(str(row.get(name, "")) for name in names_in(by)), []).append(row)
    return [
        {**dict(zip(names_in(by), key)), **{title: number_of(members, function, name) for title, function, name in stats}}
        for key, members in groups.items()
    ]


def sort_key(value):
    return (0, value, "") if is_number(value) else (1, 0, str(value))


def results_of(query, records):
    """@returns rows of (field, value), in the order that the query asks for."""
    rows = [{**fields_of(record["@message"]), **cloudwatch_logs._public_log_record(record)} for record in records]
    shown, limit = ["@timestamp", "@message"], 10000
    for stage in cloudwatch_logs._split_insights_pipes(query):
        command, _, rest = stage.strip().partition(" ")
        command = command.lower()
        if command == "fields":
            shown = names_in(rest)
        elif command == "filter":
            condition = Reader(rest, is_pattern=False).whole()
            rows = [row for row in rows if condition(row)]
        elif command == "stats":
            rows = stats_of(rows, rest.strip())
            shown = list(rows[0]) if rows else []
        elif command == "sort":
            name, direction = (*rest.split(), "asc")[:2]
            rows = sorted(rows, key=lambda row: sort_key(row.get(name, "")), reverse=direction.lower() == "desc")
        elif command == "limit":
            limit = int(rest)
        else:
            raise QueryError(f"{command} is no command that is known here")
    return [[{"field": name, "value": str(row[name])} for name in shown if row.get(name) not in (None, "")] for row in rows[:limit]]


start_query = cloudwatch_logs._start_query


def start_query_by_fields(data):
    answer = start_query(data)
    status, _headers, body = answer
    if status != 200:
        return answer
    records = cloudwatch_logs._collect_query_records(
        cloudwatch_logs._resolve_query_log_groups(data), data.get("startTime", 0), data.get("endTime", int(time.time()))
    )
    try:
        results = results_of(data.get("queryString", ""), records)
    except QueryError as error:
        return cloudwatch_logs.error_response_json("MalformedQueryException", str(error), 400)
    cloudwatch_logs._queries[json.loads(body)["queryId"]]["results"] = results
    return answer


filter_log_events = cloudwatch_logs._filter_log_events


def filter_log_events_by_fields(data):
    try:
        return filter_log_events(data)
    except QueryError as error:
        return cloudwatch_logs.error_response_json("InvalidParameterException", f"Invalid filter pattern: {error}", 400)


def install():
    cloudwatch_logs._compile_filter_pattern = compile_filter_pattern
    cloudwatch_logs._filter_log_events = filter_log_events_by_fields
    cloudwatch_logs._start_query = start_query_by_fields
