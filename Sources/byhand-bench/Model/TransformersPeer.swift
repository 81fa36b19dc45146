import Foundation

/// transformers and PEFT in a Python of the user's, on the same model and the same shapes.
struct TransformersPeer {
  let interpreter: String
  let threads: Int

  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  /// Its figures in seconds, by the names that ours have.
  func run(_ path: String) throws -> [String: Double] {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [interpreter, "-c", Self.script, path, "\(threads)"]
    process.standardOutput = output
    try process.run()
    let bytes = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0,
      let figures = try? JSONDecoder().decode([String: Double].self, from: bytes)
    else {
      throw Failure(
        description: """
          \(interpreter) did not measure \(path): it needs torch, transformers, peft and, for a GGUF \
          file, gguf: '\(interpreter) -m pip install torch transformers peft gguf psutil'
          """)
    }
    return figures
  }

  /// A model in float32, as PyTorch is fastest with on a processor.
  private static let script = """
    import json, os, pathlib, resource, statistics, sys, time
    os.environ["HF_HUB_OFFLINE"] = "1"
    import torch
    from transformers import AutoModelForCausalLM, AutoTokenizer
    from peft import LoraConfig, get_peft_model
    path, threads = pathlib.Path(sys.argv[1]), int(sys.argv[2])
    torch.set_num_threads(threads); torch.manual_seed(0)
    start = time.perf_counter()
    where = dict(gguf_file=path.name) if path.suffix == ".gguf" else {}
    folder = path.parent if where else path
    tokenizer = AutoTokenizer.from_pretrained(folder, **where)
    model = AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32, **where).eval()
    ids = tokenizer("What is the capital of France?", return_tensors="pt").input_ids
    with torch.inference_mode(): model(ids)
    figures = {"smollm2.load_to_first_token": time.perf_counter() - start}
    def median(body, count=5):
        body(); times = []
        for _ in range(count):
            begin = time.perf_counter(); body(); times.append(time.perf_counter() - begin)
        return statistics.median(times)
    words = model.config.vocab_size
    ids = torch.randint(3, words, (2, 128)); prompt = ids[:1, :16]
    with torch.inference_mode():
        figures["smollm2.forward.b2x128"] = median(lambda: model(ids))
        figures["smollm2.decode.per_token"] = median(lambda: model.generate(
            prompt, attention_mask=torch.ones_like(prompt), min_new_tokens=32, max_new_tokens=32,
            do_sample=False, pad_token_id=2), 3) / 32
    targets = ["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"]
    lora = get_peft_model(model, LoraConfig(r=8, lora_alpha=16, lora_dropout=0.05,
        target_modules=targets, task_type="CAUSAL_LM")).train()
    optimizer = torch.optim.AdamW([p for p in lora.parameters() if p.requires_grad], lr=2e-3)
    batch = torch.randint(3, words, (10, 37)); labels = batch.clone(); labels[:, :24] = -100
    def step():
        lora(input_ids=batch, labels=labels).loss.backward(); optimizer.step(); optimizer.zero_grad()
    figures["smollm2.lora_step.b10x37"] = median(step)
    figures["peak_memory.gigabytes"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e9
    print(json.dumps(figures))
    """
}
