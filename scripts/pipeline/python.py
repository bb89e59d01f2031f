"""Write the table of parameters as Python: plain data, enums, fields and types.

Five modules in `wrapper/realtime_sessions/parameters/`, the same for the same contract: `table` is what checks and
mapping read, `enums` the named sets of values, `fields` the attributes of a config and the named parts,
`session_fields` those of a session, which every call needs, `types` what a type checker knows. A value or a part whose
name Python can't write stays in the table.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from pprint import pformat
from typing import Any

from realtime_sessions import values as hand_written
from realtime_sessions.explaining.bounds import words
from realtime_sessions.options import CallOptions
from scripts.pipeline.algebra import Schema, tag, variants
from scripts.pipeline.names import usable
from scripts.pipeline.parameters import Fields, Parameter, Table
from scripts.pipeline.typed import SCALARS, Types, class_name, docstring

HEAD = '"""{what}\n\nWritten by `make generate` from openapi/contract.yaml: don\'t edit.\n"""\n\n'
METHODS = {"realtime": "create"}  # a kind of session: the method that mints it, where it isn't create_KIND


def method_of(kind: str) -> str:
    """The client's method for a kind of session."""
    return METHODS.get(kind, f"create_{kind}")


def modules(table: Table, client: Path, sent: dict[str, Any]) -> dict[str, str]:
    """The modules' texts by file name.

    `client` is the source in which the methods have their keywords, `sent` what goes beside a body.
    """
    explicit = keywords(client)
    types = Types(table)
    shown = shown_fields(table, client)
    return {
        "__init__.py": '"""What the contract says of parameters, as data and types: written by `make generate`."""\n',
        "enums.py": _enums(table),
        "fields.py": _fields(table, types),
        "session_fields.py": _session_fields(table, shown),
        "table.py": _table(table, shown, sent),
        "types.py": _types_module(table, types, explicit),
    }


def shown_fields(table: Table, client: Path) -> Fields:
    """The fields that a session shows as attributes: those whose names it hasn't for itself."""
    own = own_names(client.with_name("session.py"), "Session")
    return {name: found for name, found in table.fields.items() if usable(name) and name not in own}


def keywords(client: Path) -> dict[str, set[str]]:
    """The keywords that each method of the client has in its signature."""
    tree = ast.parse(client.read_text(encoding="utf-8"))
    found = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.name.startswith("create")]
    return {node.name: {argument.arg for argument in node.args.kwonlyargs} for node in found}


def reserved(wrapper: Path) -> set[str]:
    """The names that a call has for itself, which no parameter can have."""
    return own_names(wrapper / "config.py", "SessionConfig") | {
        *CallOptions.__annotations__,
        "config",
        "extra_body",
        "self",
    }


def own_names(module: Path, name: str) -> set[str]:
    """The names that stand in the body of a hand-written class."""
    tree = ast.parse(module.read_text(encoding="utf-8"))
    (found,) = [node for node in tree.body if isinstance(node, ast.ClassDef) and node.name == name]
    names = [node.name for node in found.body if isinstance(node, ast.FunctionDef)]
    names += [ast.unparse(node.target) for node in found.body if isinstance(node, ast.AnnAssign)]
    return {*names, *(one.lstrip("_") for one in names)}


def provisional(table: Table, explicit: dict[str, set[str]]) -> dict[str, list[str]]:
    """The parameters of each kind of session that no signature names yet."""
    return {
        kind: [name for name in parameters if name not in explicit.get(method_of(kind), ())]
        for kind, parameters in table.kinds.items()
    }


def member_name(value: str) -> str:
    """A value as the name of an enum's member."""
    name = re.sub(r"[^A-Za-z0-9]+", "_", value).strip("_").upper()
    return name if name[:1].isalpha() else f"_{name}" if name else "EMPTY"


def _enums(table: Table) -> str:
    lines = [HEAD.format(what="The values that the service names; any other string is kept as it is.")]
    lines += ["from __future__ import annotations\n", "from realtime_sessions import values\n"]
    for name, known in sorted(table.enums.items()):
        base = f"Open{name}" if hasattr(hand_written, f"Open{name}") else "OpenEnum"
        lines.append(
            f'\n\nclass {name}(values.{base}):\n    """The known values; any other string is taken as well."""\n'
        )
        taken: set[str] = set()
        for value in known:
            member = member_name(value)
            while member in taken or member.lower() in dir(hand_written.OpenModel):
                member += "_"
            taken.add(member)
            lines.append(f"    {member} = {value!r}")
    return "\n".join(lines) + "\n"


def _table(table: Table, shown: Fields, sent: dict[str, Any]) -> str:
    kinds = {kind: {name: _row(found) for name, found in rows.items()} for kind, rows in table.kinds.items()}
    fields = {
        name: {"place": place, "kinds": _kinds_of_values(schema), "enum": _enum_of(schema, table)}
        for name, (place, schema) in shown.items()
    }
    text = HEAD.format(what="The table of parameters and of a session's fields, as plain data.")
    text += "from __future__ import annotations\n\nfrom typing import Any, Final\n\n"
    text += f"PARAMETERS: Final[dict[str, dict[str, dict[str, Any]]]] = {pformat(kinds, width=118)}\n\n"
    text += "# what every request has: by kind, its place in each body; by endpoint, what stands beside the body\n"
    text += f"ALWAYS: Final[dict[str, dict[tuple[str, ...], Any]]] = {pformat(table.always, width=118)}\n"
    text += f"BESIDE: Final[dict[str, dict[str, dict[str, str]]]] = {pformat(sent, width=118)}\n\n"
    return text + f"FIELDS: Final[dict[str, dict[str, Any]]] = {pformat(fields, width=118)}\n"


def _row(found: Parameter) -> dict[str, Any]:
    row: dict[str, Any] = {"flat": found.flat, "nested": found.nested, "schema": found.schema}
    if found.beside:
        row["beside"] = found.beside
    if found.cuts:
        row["cuts"] = found.cuts
    if found.words:
        row["words"] = found.words
    return row


def _kinds(schema: Schema) -> tuple[str, ...]:
    found = [branch.get("type") for branch in variants(schema)]
    return () if None in found else tuple(sorted({str(kind) for kind in found} - {"null"}))


def _kinds_of_values(schema: Schema) -> tuple[str, ...]:
    """What a value that is read may be: no server's numbers are told apart by how they are written."""
    kinds = {*_kinds(schema)}
    return tuple(sorted(kinds | {"integer", "number"} if kinds & {"integer", "number"} else kinds))


def _enum_of(schema: Schema, table: Table) -> str | None:
    for branch in (schema, *variants(schema)):
        inner = branch.get("items") if branch.get("type") == "array" else branch
        for part in (inner, *variants(inner)) if isinstance(inner, dict) else ():
            if part.get("title") in table.enums:
                return str(part["title"])
    return None


def _imports(table: Table, text: str, module: str) -> str:
    used = [name for name in sorted(table.enums) if re.search(rf"\b{name}\b", text)]
    return f"from {module} import {', '.join(used)}\n" if used else ""


def _types_module(table: Table, types: Types, explicit: dict[str, set[str]]) -> str:
    body = "\n\n".join(types.dicts.values())
    body += "\n\n" + "\n".join(f"{name}: TypeAlias = {kind!r}" for name, kind in types.aliases.items())
    for kind, names in provisional(table, explicit).items():
        body += f'\n\n\nclass New{class_name(kind)}Parameters(TypedDict, total=False):\n    """Parameters of a '
        body += f'{kind} session that `{method_of(kind)}` has no keyword for yet: provisional."""\n\n'
        for name in filter(usable, names):
            body += f"    {name}: {class_name(name)}Param\n{docstring(table.kinds[kind][name].schema)}"
    text = HEAD.format(what="Types of the parameters and their parts, for type checkers.")
    text += "from __future__ import annotations\n\nfrom collections.abc import Mapping, Sequence\n"
    text += "from datetime import timedelta\nfrom typing import Any, Literal, Required, TypeAlias, TypedDict\n\n"
    text += _imports(table, body, "realtime_sessions.parameters.enums")
    if types.parts:
        text += f"from realtime_sessions.parameters.fields import {', '.join(sorted(types.parts))}\n"
    return text + "\n\n" + body + "\n"


def _fields(table: Table, types: Types) -> str:
    body = ""
    for name, (parameter, schema) in types.parts.items():
        body += _part(name, parameter, schema, types)
    parameters = table.kinds["realtime"]
    body += _class("ConfigFields", "The parameters of a realtime session.")
    for name in filter(usable, parameters):
        body += f"    {name}: {class_name(name)}Param | Omitted = OMITTED\n{docstring(parameters[name].schema)}"
    text = HEAD.format(what="The fields of a config, and of the parts that have a class.")
    text += "from __future__ import annotations\n\nfrom collections.abc import Mapping, Sequence\n"
    text += "from typing import TYPE_CHECKING, Any, ClassVar, Literal\n\n"
    text += "from attrs import field, frozen\n\nfrom realtime_sessions.parts import Part\n"
    text += "from realtime_sessions.values import OMITTED, Omitted\n\n"
    text += "if TYPE_CHECKING:\n    " + _imports(table, body, "realtime_sessions.parameters.enums")
    used = [name for name in [*types.dicts, *types.aliases] if re.search(rf"\b{name}\b", body)]
    return text + f"    from realtime_sessions.parameters.types import {', '.join(used)}\n\n" + body


def _session_fields(table: Table, shown: Fields) -> str:
    parameters = table.kinds["realtime"]
    body = _class("SessionFields", "What a session shows; None where the server sent null, nothing, or something else.")
    for name, (_, schema) in shown.items():
        enum = _enum_of(schema, table)
        printed = enum or (name not in parameters and _kinds(schema) == ("string",))
        default = "None" if printed else "field(default=None, repr=False)"
        body += f"    {name}: {_read_as(schema, enum)} | None = {default}\n"
        body += docstring({"description": schema.get("description", "")} if schema.get("description") else {})
    text = HEAD.format(what="The fields of a session.")
    text += "from __future__ import annotations\n\nfrom typing import TYPE_CHECKING, Any\n\n"
    text += "from attrs import field, frozen\n\n"
    used = _imports(table, body, "realtime_sessions.parameters.enums")
    return text + (f"if TYPE_CHECKING:\n    {used}\n" if used else "") + body


def _class(name: str, what: str) -> str:
    return f'\n\n@frozen(kw_only=True, init=False, eq=False, repr=False)\nclass {name}:\n    """{what}"""\n\n'


def _part(name: str, parameter: str, schema: Schema, types: Types) -> str:
    told = tag(schema)
    body = f'\n\n@frozen(kw_only=True, repr=False)\nclass {name}(Part):\n    """One kind of {parameter}."""\n\n'
    body += f"    parameter: ClassVar[str] = {parameter!r}\n"
    for field, inner in schema["properties"].items():
        if told and field == told[0]:
            body += f"    {field}: Literal[{told[1]!r}] = field(default={told[1]!r}, init=False)\n{docstring(inner)}"
        elif usable(field):
            body += f"    {field}: {_with_omitted(types.of(inner, (parameter, field)))} = OMITTED\n{docstring(inner)}"
    return body


def _with_omitted(kind: str) -> str:
    return f"{kind.removesuffix(' | None')} | Omitted | None" if kind.endswith(" | None") else f"{kind} | Omitted"


def _read_as(schema: Schema, enum: str | None) -> str:
    kinds = _kinds(schema)
    if enum:
        return f"tuple[{enum}, ...]" if kinds == ("array",) else enum
    python = {**SCALARS, "object": "dict[str, Any]", "array": "list[Any]"}
    return " | ".join(python[kind] for kind in kinds) or "Any"


def listed(names: dict[str, list[str]], table: Table) -> Iterator[str]:
    """A line for each provisional parameter: its name, its place and what it may be."""
    for kind, found in names.items():
        for name in found:
            parameter = table.kinds[kind][name]
            place = ".".join(parameter.nested or parameter.flat or ())
            yield f"{place} is {name} in {method_of(kind)}: {words(parameter.schema) or 'anything'}"
