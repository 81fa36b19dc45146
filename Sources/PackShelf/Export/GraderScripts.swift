import LessonPacks

/// The scripts of an exported grader.
///
/// What runs for a submission never fails towards the student: whatever happens there is a
/// results.json, and if it is not a grade it is a sentence. Paths can be set for a rehearsal:
/// `BYHAND_ROOT` is the engine's folder, `BYHAND_PROGRAM` a byhand that is built already.
struct GraderScripts {
  var pack: String
  var swiftVersion: String
  var sandbox: String
  var language: Language
  /// `debug` or `release`.
  var configuration: String

  /// Runs once, when the image is made.
  var setup: String {
    """
    #!/usr/bin/env bash
    # Makes the image that grades: system packages, a Swift toolchain from swift.org, and byhand itself.
    # Runs once, as root, on Ubuntu or Debian.
    set -euo pipefail
    here=$(cd "$(dirname "$0")" && pwd)
    version=${BYHAND_SWIFT_VERSION:-\(swiftVersion)}
    export DEBIAN_FRONTEND=noninteractive

    apt-get update -q
    apt-get install -qy --no-install-recommends \\
      build-essential ca-certificates curl git gnupg libcurl4-openssl-dev libedit2 libncursesw5-dev \\
      libsqlite3-0 libxml2-dev pkg-config tzdata zlib1g-dev
    rm -rf /var/lib/apt/lists/*

    export PATH="/opt/swift/usr/bin:$PATH"
    # Another version of Swift on the machine is not used: grades could differ.
    if ! swift --version 2>/dev/null | grep -F "swift-$version-RELEASE" >/dev/null; then
      . /etc/os-release
      system="$ID$VERSION_ID"
      machine=""
      [ "$(uname -m)" = aarch64 ] && machine=-aarch64
      folder="https://download.swift.org/swift-$version-release/$(echo "$system" | tr -d .)$machine"
      release="swift-$version-RELEASE"
      address="$folder/$release/$release-$system$machine.tar.gz"
      download=$(mktemp -d)
      for ending in "" .sig; do
        curl --fail --silent --show-error --location --retry 3 \\
          --output "$download/swift.tar.gz$ending" "$address$ending"
      done
      # Signed by swift.org's key for Swift 6, whose fingerprint is this one.
      key=${BYHAND_SWIFT_KEY:-52BB7E3DE28A71BE22EC05FFEF80A866B47A981F}
      export GNUPGHOME="$download/keys"
      mkdir -m 700 "$GNUPGHOME"
      curl --fail --silent --show-error --location --retry 3 https://swift.org/keys/all-keys.asc \\
        | gpg --batch --quiet --import
      gpg --batch --status-fd 1 --verify "$download/swift.tar.gz.sig" "$download/swift.tar.gz" \\
        | grep "^\\[GNUPG:\\] VALIDSIG .*$key" >/dev/null || {
        echo "$address is not signed by $key: nothing was installed" >&2
        exit 1
      }
      mkdir -p /opt/swift
      tar -xzf "$download/swift.tar.gz" --strip-components 1 -C /opt/swift
      gpgconf --kill all
      unset GNUPGHOME
      rm -rf "$download"
    fi

    # Built here and run elsewhere: for a CPU that all the engine's machines have.
    case "$(uname -m)" in
      x86_64) export BYHAND_CPU=${BYHAND_CPU:-x86-64-v3} ;;
      *) export BYHAND_CPU=${BYHAND_CPU:-generic} ;;
    esac
    cd "$here/byhand"
    # The packages of other people in the versions, and commits, of Package.resolved.
    swift build --configuration \(configuration) --product byhand --force-resolved-versions

    # The reference is compiled and checked once here: a grader that does not work fails now.
    .build/\(configuration)/byhand check "lessons/\(pack)" \\
      --file "solutions/\(pack)/$(ls "solutions/\(pack)" | head -n 1)" --seed 1

    # Students' code must not read the secret, the checks or the solution.
    chmod -R go-rwx "$here/secret" "lessons/\(pack)" "solutions/\(pack)"

    """
  }

  /// Runs for each submission on Gradescope. There a results.json is a mark, and there is none for what
  /// could not be graded: without the file Gradescope tells the student to ask the course staff, and
  /// gives no score.
  var gradescope: String {
    script(
      comment: "Grades /autograder/submission into /autograder/results/results.json.",
      root: "/autograder", here: "$root/source", submission: "$root/submission",
      format: "gradescope", sorry: nil)
  }

  /// Runs for each submission on PrairieLearn; what cannot be graded costs no attempt.
  var prairieLearn: String {
    script(
      comment: "Grades /grade/student into /grade/results/results.json.",
      root: "/grade", here: "${BYHAND_GRADER:-/byhand-grader}", submission: "$root/student",
      format: "prairielearn",
      sorry: #"{"gradable": false, "score": 0, "format_errors": ["\#(sentence)"]}"#)
  }

  var dockerfile: String {
    """
    # docker build -t you/byhand-\(pack) . && docker push you/byhand-\(pack)
    # The image holds the solution and the secret: push it where students cannot pull it. The base can be
    # held to the byte: --build-arg BASE=ubuntu@sha256:…
    ARG BASE=ubuntu:jammy-20251001
    FROM $BASE
    COPY . /byhand-grader
    RUN /byhand-grader/setup.sh
    ENV PATH="/opt/swift/usr/bin:/byhand-grader/byhand/.build/\(configuration):$PATH"

    """
  }

  /// What goes into the question's info.json.
  var questionInfo: String {
    """
    {
      "gradingMethod": "External",
      "externalGradingOptions": {
        "image": "you/byhand-\(pack)",
        "entrypoint": "/byhand-grader/run_grader",
        "timeout": 600
      }
    }

    """
  }

  private var sentence: String {
    Phrase(
      en: "The grader could not grade this submission. This is not your fault: tell the course "
        + "staff.",
      es: "No se ha podido corregir esta entrega. No es culpa tuya: avisa al profesorado.")[
        language]
  }

  private func script(
    comment: String, root: String, here: String, submission: String, format: String, sorry: String?
  ) -> String {
    let ungraded =
      sorry.map { "printf '%s\\n' '\($0)' > \"$root/results/.results.json\"" }
      ?? "echo '\(sentence)' >&2; rm -f \"$root/results/results.json\"; status=1"
    return """
      #!/usr/bin/env bash
      # \(comment)
      # A results.json is written whole, or not at all.
      root=${BYHAND_ROOT:-\(root)}
      here=\(here)
      byhand=${BYHAND_PROGRAM:-$here/byhand/.build/\(configuration)/byhand}
      export PATH="/opt/swift/usr/bin:$PATH"

      mkdir -p "$root/results"
      work=$(mktemp -d) || work=$root/results/.work
      finish() {
        found=$(ls "$work"/grades/results/*/\(format).json 2>/dev/null | head -n 1)
        if [ -n "$found" ]; then
          cp "$found" "$root/results/.results.json"
        else
          \(ungraded)
        fi
        if [ -e "$root/results/.results.json" ]; then
          mv "$root/results/.results.json" "$root/results/results.json"
        fi
        rm -rf "$work"
        exit "${status:-0}"
      }
      trap finish EXIT
      trap 'exit 1' INT TERM HUP

      if ! [ -x "$byhand" ]; then
        echo "byhand is not built: see the output of setup.sh" >&2
        exit 0
      fi
      # Below the engine's own limit, so that there is time to say so.
      timeout --kill-after=10 "${BYHAND_SECONDS:-570}" \\
        "$byhand" grade run "\(submission)" --one --pack "$here/byhand/lessons/\(pack)" \\
        --format \(format) --output "$work/grades" --lang \(language.rawValue) \\
        --require-sandbox \(sandbox) --secret-file "$here/secret"
      exit 0

      """
  }
}
