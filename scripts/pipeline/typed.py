"""Write schemas as types: TypedDicts for objects, Literals for closed sets, and our words as docstrings."""

from __future__ import annotations

import re
from textwrap import fill

from realtime_sessions.explaining.bounds import words
from scripts.pipeline.algebra import Schema, key, tag, variants
from scripts.pipeline.names import usable
from scripts.pipeline.parameters import Table

INDENT = "    "
SCALARS = {"string": "str", "integer": "int", "number": "float", "boolean": "bool", "null": "None"}
BOUNDS = {"enum", "minimum", "maximum", "minItems", "maxItems", "pattern", "uniqueItems"}


def class_name(*parts: str) -> str:
    """Words as the name of a class."""
    found = "".join(word.capitalize() for part in parts for word in re.split(r"[^A-Za-z0-9]+", part))
    return found if found[:1].isalpha() else f"X{found}"


class Types:
    """Collects the TypedDicts that the parameters' types need."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.dicts: dict[str, str] = {}
        self.parts: dict[str, tuple[str, Schema]] = {}  # a named part: the parameter that it stands for, and its schema
        self.aliases: dict[str, str] = {}
        self._names: dict[str, str] = {}
        for name, found in (item for parameters in table.kinds.values() for item in parameters.items()):
            if usable(name):
                self.aliases.setdefault(f"{class_name(name)}Param", self.of(found.schema, (name,)))

    def of(self, schema: Schema, path: tuple[str, ...]) -> str:
        """The type of a schema; objects with properties become TypedDicts, named after their place."""
        branches = variants(schema)
        any_string = any(branch.get("type") == "string" and "enum" not in branch for branch in branches)
        found: list[str] = []
        for branch in branches:
            title = branch.get("title", schema.get("title"))
            kind = branch.get("type")
            if kind == "string" and "enum" in branch:
                found += [str(title)] if title in self.table.enums else []
                found += [] if any_string else [f"Literal[{', '.join(map(repr, branch['enum']))}]"]
            elif kind == "integer" and "enum" in branch:
                found.append(f"Literal[{', '.join(map(repr, branch['enum']))}]")
            elif kind == "array":
                found.append(f"Sequence[{self.of(branch.get('items', {}), path)}]")
            elif kind == "object":
                found += self._object(branch, path, len([b for b in branches if b.get("type") == "object"]) > 1)
            else:
                found.append(SCALARS.get(str(kind), "Any"))
                found += ["timedelta"] if branch.get("x-unit") == "seconds" else []
        found.sort(key=lambda word: word == "None")
        return "Any" if "Any" in found or not found else " | ".join(dict.fromkeys(found))

    def _object(self, schema: Schema, path: tuple[str, ...], one_of_several: bool) -> list[str]:
        if "properties" not in schema:
            rest = schema.get("additionalProperties")
            return [f"Mapping[str, {self.of(rest, path) if isinstance(rest, dict) else 'Any'}]"]
        told = tag(schema)
        title = schema.get("title")
        content = key(schema)
        if content not in self._names:
            words_of_it = (str(title),) if title else (*path, told[1]) if told and one_of_several else path
            name = f"{str(title) if title else class_name(*words_of_it)}Dict"
            while name in self.dicts:
                name = f"{name.removesuffix('Dict')}2Dict"
            self._names[content] = name
            self.dicts[name] = ""  # taken, while what is inside is named
            self.dicts[name] = self._typed_dict(name, schema, path)
            if title:
                self.parts.setdefault(str(title), (path[0], schema))
        return [*([str(title)] if title else []), self._names[content]]

    def _typed_dict(self, name: str, schema: Schema, path: tuple[str, ...]) -> str:
        entries = [
            (field, self.of(inner, (*path, field)), self._demanded(field, schema), inner)
            for field, inner in schema["properties"].items()
        ]
        if all(usable(field) for field, *_ in entries):
            body = "".join(
                f"    {field}: {f'Required[{kind}]' if demanded else kind}\n{docstring(inner)}"
                for field, kind, demanded, inner in entries
            )
            return f"class {name}(TypedDict, total=False):\n{body}"
        listed = ", ".join(f"{f!r}: {f'Required[{kind}]' if demanded else kind!r}" for f, kind, demanded, _ in entries)
        return f"{name} = TypedDict({name!r}, {{{listed}}}, total=False)\n"

    def _demanded(self, name: str, schema: Schema) -> bool:
        told = tag(schema)
        filled_in = told is not None and told[0] == name and "default" in schema["properties"][name]
        return name in schema.get("required", ()) and not filled_in


def docstring(schema: Schema) -> str:
    """The docstring of an attribute; nothing where there is nothing to say."""
    text = document(schema)
    if not text:
        return ""
    text = text.replace("\\", "\\\\").replace('"""', "'''") + ('"""' if not text.endswith('"') else ' """')
    return fill(f'"""{text}', 116, initial_indent=INDENT, subsequent_indent=INDENT, break_long_words=False) + "\n"


def document(schema: Schema) -> str:
    """What a parameter means, in our words, with its bounds and its default from the schema."""
    parts = [str(schema["description"])] if "description" in schema else []
    if any(branch.keys() & BOUNDS and len(branch.get("enum", "12")) > 1 for branch in variants(schema)):
        bound = words(schema)
        parts += [bound[:1].upper() + bound[1:] + "."] if bound and bound != "a string" else []
    default = next((branch["default"] for branch in (schema, *variants(schema)) if "default" in branch), None)
    if default is not None:
        parts.append(f"{default!r} where left out.")
    return " ".join(parts)
