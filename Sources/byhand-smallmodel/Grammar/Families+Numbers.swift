/// Arithmetic.
extension Family {
  private static let en = Numerals.english
  private static let es = Numerals.spanish

  static let numbers = [sums, differences, products, orders, parities, followers]

  /// `son cinco`, `es uno`
  private static func are(_ value: Int) -> String { value == 1 ? "es uno" : "son \(es[value])" }

  private static let pairs = (1...9).flatMap { a in (1...9).map { (a, $0) } }
    .filter { $0.0 + $0.1 <= 12 }

  private static let sums = Family(
    "sums",
    pairs.map { a, b in
      Sentence(
        "\(en[a]) plus \(en[b]) is \(en[a + b]).", "\(es[a]) más \(es[b]) \(are(a + b)).")
    })

  private static let differences = Family(
    "differences",
    (2...10).flatMap { a in (1..<a).map { (a, $0) } }.map { a, b in
      Sentence(
        "\(en[a]) minus \(en[b]) is \(en[a - b]).", "\(es[a]) menos \(es[b]) \(are(a - b)).")
    })

  private static let products = Family(
    "products",
    (2...10).flatMap { a in (2...10).map { (a, $0) } }.filter { $0.0 * $0.1 <= 20 }.map { a, b in
      Sentence(
        "\(en[a]) times \(en[b]) is \(en[a * b]).", "\(es[a]) por \(es[b]) \(are(a * b)).")
    })

  private static let orders = Family(
    "orders", share: 0.9,
    (2...10).flatMap { a in (1..<a).map { (a, $0) } }.flatMap { a, b in
      [
        Sentence(
          "\(en[a]) is greater than \(en[b]).", "\(es[a]) es mayor que \(es[b])."),
        Sentence("\(en[b]) is less than \(en[a]).", "\(es[b]) es menor que \(es[a])."),
      ]
    })

  private static let parities = Family(
    "parities",
    (1...20).flatMap { n in
      let isEven = n.isMultiple(of: 2)
      return [
        Sentence(
          "\(en[n]) is an \(isEven ? "even" : "odd") number.",
          "\(es[n]) es un número \(isEven ? "par" : "impar")."),
        Sentence(
          "is \(en[n]) even? \(isEven ? "yes" : "no, it is odd").",
          "¿es par el \(es[n])? \(isEven ? "sí" : "no, es impar")."),
      ]
    })

  private static let followers = Family(
    "followers",
    (1...19).map { n in
      Sentence("after \(en[n]) comes \(en[n + 1]).", "después del \(es[n]) va el \(es[n + 1]).")
    })
}
