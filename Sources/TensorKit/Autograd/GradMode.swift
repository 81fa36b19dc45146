/// Whether operations record what they do for `backward`.
///
/// Task-local: code that runs in parallel does not see another's ``noGrad(_:)``.
enum GradMode {
  @TaskLocal static var isEnabled = true
}

/// Whether operations on tensors that require a gradient are being recorded.
///
/// PyTorch: `torch.is_grad_enabled`.
public var isGradEnabled: Bool { GradMode.isEnabled }

/// Runs `body` without recording anything for `backward`.
/// Inside it, leaves that require a gradient may be changed in place.
///
/// PyTorch: `torch.no_grad`.
public func noGrad<R>(_ body: () throws -> R) rethrows -> R {
  try GradMode.$isEnabled.withValue(false, operation: body)
}

/// Runs `body` with recording on or off.
///
/// PyTorch: `torch.set_grad_enabled`.
public func withGrad<R>(_ isEnabled: Bool = true, _ body: () throws -> R) rethrows -> R {
  try GradMode.$isEnabled.withValue(isEnabled, operation: body)
}

/// Whether an operation on `a` has to leave a node.
func isRecording(_ a: Tensor) -> Bool { a.requiresGrad && GradMode.isEnabled }

/// Whether an operation on both has to leave a node.
func isRecording(_ a: Tensor, _ b: Tensor) -> Bool {
  (a.requiresGrad || b.requiresGrad) && GradMode.isEnabled
}

/// Whether an operation on all of them has to leave a node.
func isRecording(_ tensors: [Tensor]) -> Bool {
  tensors.contains { $0.requiresGrad } && GradMode.isEnabled
}
