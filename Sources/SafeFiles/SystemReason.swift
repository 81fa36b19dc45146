import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

extension Error {
  /// The system's own words for why a file could not be read or written, such as "Not a directory".
  ///
  /// Foundation's sentence repeats the file's name, and on Linux it is for many a reason no more than
  /// "NSCocoaErrorDomain error 512"; the POSIX error below it says what happened. Any other error is
  /// as it describes itself.
  public var systemReason: String {
    if let code = posixCode { return String(cString: strerror(code)) }
    return isFoundations ? localizedDescription : "\(self)"
  }

  /// An error as a person reads it: Foundation's as its file and the system's reason, any other as it
  /// describes itself.
  public var plainSentence: String {
    guard isFoundations else { return "\(self)" }
    let about = (self as NSError).userInfo
    let file = about["NSFilePath"] as? String ?? (about["NSURL"] as? URL)?.path
    return (file.map { "\($0): " } ?? "") + systemReason + "."
  }

  private var posixCode: Int32? {
    let error = self as NSError
    if error.domain == NSPOSIXErrorDomain { return Int32(clamping: error.code) }
    guard let under = error.userInfo[NSUnderlyingErrorKey] as? any Error else { return nil }
    return under.posixCode
  }

  private var isFoundations: Bool {
    self is CocoaError || self is POSIXError || type(of: self) is NSError.Type
  }
}

/// The system's words for the last call that failed; to be asked before any other call.
public func lastSystemReason() -> String { String(cString: strerror(errno)) }
