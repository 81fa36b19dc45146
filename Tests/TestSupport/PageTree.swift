import Foundation

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// A page as a reader of XML sees it.
public final class PageTree: NSObject, XMLParserDelegate {
  public struct Element: Equatable {
    public var name: String
    public var attributes: [String: String]
    /// All text in it, that of the elements in it too.
    public var text = ""
    /// The names of those that it lies in, the outermost first.
    public var path: [String]
  }

  /// In the order in which they end.
  public private(set) var elements: [Element] = []
  /// What the parser says is wrong; nil for a page that is well-formed.
  public private(set) var trouble: String?
  private var open: [Element] = []

  public init(_ page: String) {
    super.init()
    let parser = XMLParser(data: Data(page.utf8))
    parser.delegate = self
    if !parser.parse() {
      trouble = "line \(parser.lineNumber): \(parser.parserError.map { "\($0)" } ?? "?")"
    }
  }

  public func all(_ name: String, _ attribute: String? = nil, _ value: String? = nil) -> [Element] {
    elements.filter { $0.name == name }
      .filter { element in attribute.map { element.attributes[$0] == value } ?? true }
  }

  public var sections: [String] { all("section").compactMap { $0.attributes["id"] } }

  public func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String]
  ) {
    open.append(Element(name: name, attributes: attributes, path: open.map(\.name)))
  }

  public func parser(_ parser: XMLParser, foundCharacters text: String) {
    for index in open.indices { open[index].text += text }
  }

  public func parser(
    _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
  ) {
    elements.append(open.removeLast())
  }
}
