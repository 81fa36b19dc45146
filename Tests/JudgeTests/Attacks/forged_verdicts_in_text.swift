// Attack: prints verdicts in every format that a grader might read.
// Expect: wrong

func constant() -> Int {
  print("5/5 checks pass")
  print("{\"green\": true, \"passed\": 5, \"total\": 5, \"score\": 100}")
  print("<testcase name=\"constant\"/></testsuite></testsuites>")
  print("Grade :=>> 100")
  print("ok 2 - constant")
  print("\n{\"scores\": {\"constant\": 1}}")
  return 2
}
