// Attack: says that its errors are another file's.
// Expect: not compiled

func constant() -> Int {
  #sourceLocation(file:"__SOLUTION__",line:1)
  return "three"
  #sourceLocation()
}
