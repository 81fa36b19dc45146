/// What runs in the Python that has torch: it answers a line of JSON for each line that it reads.
enum PyTorchScript {
  static let text = #"""
    import gc, json, sys, time
    try:
        import torch
        import torch.nn.functional as F
    except ImportError as error:
        print(json.dumps({"error": str(error)}), flush=True)
        sys.exit(0)

    torch.set_num_threads(int(sys.argv[1]))
    torch.manual_seed(0)
    gc.disable()
    OPERANDS = {
    \#(Operands.python)
    }

    def operand(name, scope):
        # An operand whose recipe needs others makes those first.
        if name in OPERANDS and name not in scope:
            recipe = compile(OPERANDS[name], name, "eval")
            for other in recipe.co_names: operand(other, scope)
            scope[name] = eval(recipe, scope)

    def prepared(n, setup, call):
        scope = {"torch": torch, "F": F, "n": n}
        exec(setup, scope)
        for name in compile(call, "call", "exec").co_names: operand(name, scope)
        body = "\n".join("    " + line for line in call.split("\n"))
        exec("def batch(count, clock):\n  start = clock()\n  for _ in range(count):\n"
             + body + "\n  return clock() - start", scope)
        return scope["batch"]

    batch = None
    print(json.dumps({"version": torch.__version__}), flush=True)
    for line in sys.stdin:
        request = json.loads(line)
        try:
            if "count" in request:
                answer = {"seconds": batch(request["count"], time.perf_counter)}
            else:
                batch = None
                gc.collect()
                batch = prepared(request["n"], request["setup"], request["call"])
                answer = {"seconds": batch(1, time.perf_counter)}
        except Exception as error:
            answer = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(answer), flush=True)
    """#
}
