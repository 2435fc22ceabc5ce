"""What transformers makes of conversations with the template of these tests: writes renderings.json beside this file.

    python render.py [template file, target file]
"""

import json
import sys
from pathlib import Path

from transformers.utils.chat_template_utils import render_jinja_template

HERE = Path(__file__).parent
TOOL = {"type": "function", "function": {"name": "crop", "description": "Cuts a part out: <box> & 'more' é", "parameters": {"type": "object", "properties": {"box": {"type": "array"}}}}}


def user(*parts):
    return {"role": "user", "parts": [part if isinstance(part, dict) else {"type": "text", "text": part} for part in parts]}


def assistant(*parts):
    return {**user(*parts), "role": "assistant"}


def call(name, **arguments):
    return {"type": "toolCall", "name": name, "arguments": arguments}


IMAGE = {"type": "image"}
SYSTEM = {**user("  Be brief.\n"), "role": "system"}
CASES = [
    {"name": "text", "messages": [user("What is this?")]},
    {"name": "system and white space", "messages": [SYSTEM, user("\n  a\u00a0b \u2028")]},
    {"name": "images", "messages": [user(IMAGE, "first ", "and second", IMAGE, " differ?")]},
    {"name": "no thinking", "thinking": False, "messages": [user("Hi")]},
    {"name": "thinking", "thinking": True, "messages": [user("Hi")]},
    {
        "name": "thoughts of earlier questions are left out",
        "messages": [user("One"), assistant("<think>\nhm\n</think>\n\n    indented\nanswer"), user("Two")],
    },
    {
        "name": "thoughts since the question stay",
        "messages": [user("One", IMAGE), assistant("<think>\n\n  hm \n\n</think>\n\n  code\n"), user("<tool_response>\n", IMAGE, "\n</tool_response>")],
    },
    {"name": "a thought that never ended", "messages": [user("One"), assistant("<think>\non and on"), user("<tool_response>x</tool_response>")]},
    {
        "name": "tools",
        "tools": [TOOL],
        "messages": [SYSTEM, user(IMAGE, "Crop it"), assistant("<think>\nok\n</think>\n\nSure.", call("crop", box=[1, 2, 3, 4], label="é <b>")), {**user("done"), "role": "tool"}],
    },
    {
        "name": "several calls",
        "tools": [TOOL, TOOL],
        "messages": [user("Go"), assistant(call("crop", box={"x": 1.5}), call("crop", note="a\nb", on=True, off=False, none=None, count=3)), {**user("one"), "role": "tool"}, {**user("two"), "role": "tool"}, user("And?")],
    },
]


def plain(message):
    """As `ChatTemplate` gives messages to templates: a list where there are images, a text otherwise."""
    parts = [part for part in message["parts"] if part["type"] != "toolCall"]
    calls = [{"type": "function", "function": {"name": part["name"], "arguments": part["arguments"]}} for part in message["parts"] if part["type"] == "toolCall"]
    images = any(part["type"] == "image" for part in parts)
    content = parts if images else "".join(part["text"] for part in parts)
    return {"role": message["role"], "content": content, **({"tool_calls": calls} if calls else {})}


def main():
    template = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "thinking.jinja"
    target = Path(sys.argv[2]) if len(sys.argv) > 2 else HERE / "renderings.json"
    for case in CASES:
        options = {"enable_thinking": case["thinking"]} if "thinking" in case else {}
        rendered, _ = render_jinja_template(
            conversations=[[plain(message) for message in case["messages"]]],
            tools=case.get("tools"), chat_template=template.read_text(encoding="utf-8"), add_generation_prompt=True, **options,
        )
        case["text"] = rendered[0]
    target.write_text(json.dumps(CASES, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


main()
