#!/usr/bin/env python3
"""Runs the cells of the notebook in examples/python, one after another, and compares what they give with what it holds; with
--write puts that there. The program is $LINCHPIN. Needs no Jupyter."""

import ast
import contextlib
import io
import json
import os
import pathlib
import re
import sys

PROJECT = pathlib.Path(__file__).resolve().parents[2]
NOTEBOOK = PROJECT / "examples" / "python" / "east-asia.ipynb"
os.environ["LINCHPIN"] = os.path.realpath(os.environ.get("LINCHPIN", "build/release/linchpin"))


def run(source, names):
    """The outputs of a cell, as a notebook holds them."""
    tree = ast.parse(source)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(tree, "cell", "exec"), names)  # pylint: disable=exec-used
        value = eval(compile(ast.Expression(last.value), "cell", "eval"), names) if last else None  # pylint: disable=eval-used
    outputs = []
    if printed.getvalue():
        outputs.append({"name": "stdout", "output_type": "stream", "text": printed.getvalue().splitlines(True)})
    if value is not None:
        data = {"text/plain": repr(value).splitlines(True)}
        if hasattr(value, "_repr_html_"):
            data["text/html"] = value._repr_html_().splitlines(True)  # pylint: disable=protected-access
        outputs.append({"data": data, "execution_count": None, "metadata": {}, "output_type": "execute_result"})
    return outputs


def steady(outputs):
    """Without the coordinates of pictures, which differ between versions of what draws them."""
    text = "".join(line for output in outputs for line in output.get("text", output.get("data", {}).get("text/html", [])))
    return re.sub(r"<svg.*</svg>", lambda svg: "\n".join(re.findall(r"<text[^>]*>([^<]*)", svg.group())), text, flags=re.S)


def main():
    notebook = json.loads(NOTEBOOK.read_text(encoding="utf-8"))
    os.chdir(NOTEBOOK.parent)
    sys.path.insert(0, str(NOTEBOOK.parent))
    names, differ = {}, 0
    for number, cell in enumerate(notebook["cells"]):
        if cell["cell_type"] != "code":
            continue
        outputs = run("".join(cell["source"]), names)
        if "--write" not in sys.argv and steady(outputs) != steady(cell["outputs"]):
            differ += 1
            print("cell %d gives\n%s\nand the notebook has\n%s" % (number, steady(outputs), steady(cell["outputs"])))
        cell["outputs"] = outputs
    if "--write" in sys.argv:
        NOTEBOOK.write_text(json.dumps(notebook, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        return 0
    return 1 if differ else 0


sys.exit(main())
