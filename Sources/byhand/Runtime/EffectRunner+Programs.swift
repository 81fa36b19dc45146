import APICards
import Foundation
import Judge
import LessonPacks
import Reports
import Tutor
import Workspace

/// What runs or is read beside the checks: the finale, the playground, TensorKit's cards, the course.
extension EffectRunner {
  func startFinale(_ run: Int, _ staging: FinaleStaging, _ language: Language) async throws {
    finale?.cancel()
    let source = source
    let (judge, queue) = (try await judge(), queue)
    let seed = options.seed ?? .random(in: .min ... .max)
    let teaching = try LanguageModelTeaching(staging, course, language)
    finale = begin {
      defer { teaching?.end() }
      try await judge.showFinale(source, teaching?.show, seed: seed) { event in
        let events = teaching?.events(event) ?? [event]
        for event in events {
          queue.push(.finale(event, run: run, at: ProcessInfo.processInfo.systemUptime))
        }
      }
    }
  }

  func findModels() {
    let (course, queue) = (course, queue)
    reading = begin {
      let shelf = ModelShelf(environment: course.environment)
      queue.push(.modelsFound(shelf.search(named: nil)))
    }
  }

  func runPlay(_ run: Int, _ language: Language) async throws {
    play?.cancel()
    _ = try course.folder.preparePlayground(
      pack: course.pack, library: course.installation.package, language: language)
    let (source, playground) = (source, StudentSource.settled([course.folder.playFile]))
    let (judge, queue) = (try await judge(), queue)
    play = begin {
      try await judge.play(source, play: playground) { queue.push(.play($0, run: run)) }
    }
  }

  func loadAPI() {
    let (course, queue) = (course, queue)
    reading = begin {
      queue.push(.apiLoaded(try await course.cards().cards(for: course.pack)))
    }
  }

  /// What else there is to learn, beside the lesson that is on the screen already.
  func loadLessons() {
    let (course, queue) = (course, queue)
    Task.detached(priority: .utility) {
      queue.push(.lessonsLoaded(course.shelf.summaries))
    }
  }
}
