/// What a platform says of a run that is no part of a grade, and that some formats must repeat: where
/// the work was handed in, and what the most is that an activity gives.
///
/// Made from the environment by whoever runs the program; the formats are functions of a grade and
/// this.
public struct PlatformContext: Sendable, Equatable {
  /// The least and the most of a VPL activity; nil where it says that it has no grade.
  public var vplMarks: ClosedRange<Double>?
  /// What Classroom 50 wants to read of a submission.
  public var classroom50: Classroom50Context

  /// Nothing is known: VPL's marks are 0 to 100, and Classroom 50's file lacks what a run there adds.
  public static let unknown = PlatformContext(environment: [:])

  /// Reads `VPL_GRADEMIN` and `VPL_GRADEMAX`, which `vpl_environment.sh` exports, and what
  /// `Classroom50Context` reads.
  public init(environment: [String: String]) {
    vplMarks = Self.vplMarks(environment)
    classroom50 = Classroom50Context(environment: environment)
  }

  /// 0 to 100 where no maximum is said. VPL itself grades nothing where the least is not below the most.
  private static func vplMarks(_ environment: [String: String]) -> ClosedRange<Double>? {
    func number(_ name: String) -> Double? {
      environment[name].flatMap(Double.init).flatMap { $0.isFinite ? $0 : nil }
    }
    guard let most = number("VPL_GRADEMAX") else { return 0...100 }
    let least = number("VPL_GRADEMIN") ?? 0
    return least < most ? least...most : nil
  }
}
