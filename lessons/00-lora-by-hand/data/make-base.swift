import Foundation
import TensorKit

// Trains the base of "watch it learn": a MiniGPT that has read english.txt and nothing else.
//
// It is not part of any build. To make base.safetensors anew, put it into an executable target that
// depends on TensorKit, and run that with this folder and the number of steps, 1100.

let folder = URL(fileURLWithPath: CommandLine.arguments[1])
let alphabet = Array("\n abcdefghijklmnopqrstuvwxyzáéíóúñü.,;:?!¿¡'-")
let text = try String(contentsOf: folder.appendingPathComponent("english.txt"), encoding: .utf8)
let tokens = text.compactMap { alphabet.firstIndex(of: $0) }

manualSeed(20)
let model = MiniGPT()
let (batch, context, steps) = (
  16, model.ctx, Int(CommandLine.arguments.dropFirst(2).first ?? "3000") ?? 3000
)
let optimizer = AdamW(model.parameters(), lr: 3e-3)
var dice = SystemRandomNumberGenerator()
let start = Date()
for step in 0..<steps {
  optimizer.lr = step < steps / 2 ? 3e-3 : step < steps * 4 / 5 ? 1e-3 : 3e-4
  var input: [Int] = [], target: [Int] = []
  for _ in 0..<batch {
    let at = Int.random(in: 0..<tokens.count - context - 1, using: &dice)
    input += tokens[at..<at + context]
    target += tokens[at + 1...at + context]
  }
  let logits = model(Tensor(ints: input, shape: [batch, context]))
  let loss = crossEntropy(logits.reshape([batch * context, model.vocab]), Tensor(ints: target))
  optimizer.zeroGrad()
  loss.backward()
  optimizer.step()
  if step % 200 == 0 { print(step, loss.item(), Date().timeIntervalSince(start)) }
}
try model.stateDict().save(to: folder.appendingPathComponent("base.safetensors").path)
