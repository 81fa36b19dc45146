/// What the judge, the program that it starts and the probes in it have to agree on, besides frames.
///
/// The judge writes these names into the file that it generates for a build and into the environment
/// of byhand-probe; ProbeKit, in the student's process, looks for them there.
public enum ProbeContract {
  /// The descriptor that frames go to. byhand-jail puts the pipe there that the judge reads.
  public static let channel: Int32 = 3
  /// The symbol that a build exports, and that byhand-probe calls with its probes.
  public static let entryPoint = "byhand_register_probes"
  /// The library that records. No student's file may name it.
  public static let module = "ProbeKit"
  /// Names the folder of the pack's data, in the environment of byhand-probe.
  public static let dataVariable = "BYHAND_DATA"
  /// The variable of a setting that a scenario may ask for, in the environment of byhand-probe.
  public static func setting(_ name: String) -> String { "BYHAND_SETTING_\(name.uppercased())" }
  /// The function that a pack's probe file declares for its probes: `A.swift` declares `probesA(_:)`.
  public static func function(of stem: String) -> String { "probes\(stem)" }
}
