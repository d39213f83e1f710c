"""Executes cells as a kernel does, in one namespace: a JSON line in, a JSON line out."""

import ast
import contextlib
import io
import json
import sys
import traceback


def run(source: str, namespace: dict) -> dict:
    """Run one cell; the value of its last expression is shown, as a kernel shows it."""
    out = io.StringIO()
    try:
        with contextlib.redirect_stdout(out):
            tree = ast.parse(source)
            last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
            exec(compile(tree, "<cell>", "exec"), namespace)
            if last is not None:
                value = eval(compile(ast.Expression(last.value), "<cell>", "eval"), namespace)
                if value is not None:
                    print(repr(value))
    except BaseException as error:  # a kernel outlives whatever its cells do
        return {
            "ok": False,
            "out": out.getvalue(),
            "name": type(error).__name__,
            "message": str(error),
            "stack": traceback.format_exc(),
        }
    return {"ok": True, "out": out.getvalue()}


def main() -> None:
    """Answer until the input ends."""
    namespace: dict = {"__name__": "__main__"}
    for line in sys.stdin:
        answer = run(json.loads(line)["source"], namespace)
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
