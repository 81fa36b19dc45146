// How it differs: generics and protocols: each kind of part says what it consists of, one generic
// function counts them all, and numbers are any BinaryInteger.

import TensorKit

/// Something that has so many numbers.
protocol Counted {
  associatedtype Number: BinaryInteger
  var numbers: Number { get }
}

struct Matrix<Number: BinaryInteger>: Counted {
  var rows: Number
  var columns: Number
  var numbers: Number { rows * columns }
}

struct Vector<Number: BinaryInteger>: Counted {
  var length: Number
  var numbers: Number { length }
}

struct Pair<First: Counted, Second: Counted>: Counted where First.Number == Second.Number {
  var first: First
  var second: Second
  var numbers: First.Number { first.numbers + second.numbers }
}

struct Times<Part: Counted>: Counted {
  var times: Part.Number
  var part: Part
  var numbers: Part.Number { times * part.numbers }
}

func counted<Part: Counted>(_ part: Part) -> Int { Int(part.numbers) }

func quotient<Number: BinaryInteger>(_ a: Number, _ b: Number) -> Double { Double(a) / Double(b) }

/// The largest n ≥ 0 with n times `price` within `budget`; 0 if there is none.
func most<Number: BinaryInteger>(of price: Number, within budget: Number) -> Number {
  budget > 0 ? budget / price : 0
}

private func adapter<Number: BinaryInteger>(
  _ inputs: Number, _ outputs: Number, _ r: Number
) -> Pair<Matrix<Number>, Matrix<Number>> {
  Pair(first: Matrix(rows: r, columns: inputs), second: Matrix(rows: outputs, columns: r))
}

func linearParameters(in inputs: Int, out outputs: Int, bias: Bool = true) -> Int {
  counted(
    Pair(
      first: Matrix(rows: outputs, columns: inputs), second: Vector(length: bias ? outputs : 0)))
}

func loraParameters(in inputs: Int, out outputs: Int, r: Int) -> Int {
  counted(adapter(Int64(inputs), Int64(outputs), Int64(r)))
}

func loraShare(in inputs: Int, out outputs: Int, r: Int) -> Double {
  quotient(
    loraParameters(in: inputs, out: outputs, r: r),
    linearParameters(in: inputs, out: outputs, bias: false))
}

func largestSavingRank(in inputs: Int, out outputs: Int) -> Int {
  most(of: inputs + outputs, within: inputs * outputs - 1)
}

func targetWeights(width: Int, dFF: Int) -> Int {
  counted(
    Pair(
      first: Times(times: 4, part: Matrix(rows: width, columns: width)),
      second: Pair(
        first: Matrix(rows: dFF, columns: width), second: Matrix(rows: width, columns: dFF))))
}

func loraPerLayer(width: Int, dFF: Int, r: Int) -> Int {
  counted(
    Pair(
      first: Times(times: 4, part: adapter(width, width, r)),
      second: Pair(first: adapter(width, dFF, r), second: adapter(dFF, width, r))))
}

func loraPerModel(width: Int, dFF: Int, layers: Int, r: Int) -> Int {
  counted(Times(times: layers, part: Vector(length: loraPerLayer(width: width, dFF: dFF, r: r))))
}

func loraTensors(layers: Int) -> Int {
  counted(Times(times: layers, part: Matrix(rows: 6, columns: 2)))
}

func loraRatio(width: Int, dFF: Int, r: Int) -> Double {
  quotient(loraPerLayer(width: width, dFF: dFF, r: r), targetWeights(width: width, dFF: dFF))
}

extension Sequence {
  /// The sum of what is found at a path, of the elements that a condition holds of.
  func sum<Number: AdditiveArithmetic>(
    _ path: KeyPath<Element, Number>, where isMeant: (Element) throws -> Bool
  ) rethrows -> Number {
    var sum = Number.zero
    for element in self where try isMeant(element) { sum += element[keyPath: path] }
    return sum
  }
}

extension Linear {
  fileprivate var sides: Int { inFeatures + outFeatures }
}

extension Module {
  /// The modules of one kind below, by name.
  fileprivate func all<Kind: Module>(_: Kind.Type) -> [(name: String, module: Kind)] {
    namedModules().compactMap { entry in (entry.module as? Kind).map { (entry.name, $0) } }
  }
}

func parameterCount(_ model: Module, trainableOnly: Bool = false) -> Int {
  model.parameters().sum(\.count) { $0.requiresGrad || !trainableOnly }
}

func miniGPTParameters(vocab: Int, context: Int, width: Int, layers: Int) -> Int {
  let norm = Matrix(rows: 2, columns: width)
  let square = Pair(first: Matrix(rows: width, columns: width), second: Vector(length: width))
  let up = Pair(
    first: Matrix(rows: 4 * width, columns: width), second: Vector(length: 4 * width))
  let down = Pair(first: Matrix(rows: width, columns: 4 * width), second: Vector(length: width))
  let attention = Pair(first: norm, second: Times(times: 4, part: square))
  let mlp = Pair(first: norm, second: Pair(first: up, second: down))
  let ends = Pair(
    first: Matrix(rows: vocab + context, columns: width),
    second: Pair(first: norm, second: Matrix(rows: vocab, columns: width)))
  return counted(
    Pair(first: ends, second: Times(times: layers, part: Pair(first: attention, second: mlp))))
}

func loraCount(
  _ model: Module, r: Int,
  targetModules: [String] = ["q_proj", "k_proj", "v_proj", "o_proj", "mlp.fc1", "mlp.fc2"]
) -> Int {
  let suffixes = targetModules.map { "." + $0 }
  return r
    * model.all(Linear.self).sum(\.module.sides) { name, _ in
      suffixes.contains { ("." + name).hasSuffix($0) }
    }
}

func gradientBytes(trainable: Int) -> Int { MemoryLayout<Float>.size * trainable }

func optimizerBytes(trainable: Int) -> Int { MemoryLayout<(Float, Float)>.size * trainable }

func trainingBytes(frozen: Int, trainable: Int) -> Int {
  MemoryLayout<Float>.size * frozen + MemoryLayout<(Float, Float, Float, Float)>.size * trainable
}

func memoryRatio(frozen: Int, trainable: Int) -> Double {
  quotient(
    trainingBytes(frozen: 0, trainable: frozen),
    trainingBytes(frozen: frozen, trainable: trainable))
}

func rankForParameters(_ budget: Int, width: Int, dFF: Int, layers: Int) -> Int {
  most(of: loraPerModel(width: width, dFF: dFF, layers: layers, r: 1), within: budget)
}

func rankForBytes(_ budget: Int, frozen: Int, width: Int, dFF: Int, layers: Int) -> Int {
  let price = 16 * loraPerModel(width: width, dFF: dFF, layers: layers, r: 1)
  return most(of: price, within: budget - 4 * frozen)
}

enum InYourHead<Unit> {}

extension InYourHead where Unit == Never {
  static var sharePercent: Double { 0.29 }
  static var loraMillions: Double { 19 }
  static var targetBillions: Double { 6.4 }
  static var fullGigabytes: Double { 112 }
  static var loraGigabytes: Double { 28.3 }
  static var rankForTenMillion: Double { 22 }
}
