/// The numbers from zero to twenty as words.
enum Numerals {
  static let english = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen", "twenty",
  ]
  static let spanish = [
    "cero", "uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez",
    "once", "doce", "trece", "catorce", "quince", "dieciséis", "diecisiete", "dieciocho",
    "diecinueve", "veinte",
  ]

  /// `one row`, `two rows`
  static func english(_ count: Int, _ one: String, _ many: String) -> String {
    "\(english[count]) \(count == 1 ? one : many)"
  }

  /// `una fila`, `dos filas`
  static func spanish(_ count: Int, _ one: String, _ many: String, _ gender: Gender) -> String {
    guard count == 1 else { return "\(spanish[count]) \(many)" }
    return gender == .feminine ? "una \(one)" : "un \(one)"
  }
}
