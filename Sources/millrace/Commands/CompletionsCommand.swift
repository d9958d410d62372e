import ArgumentParser

/// `millrace completions`.
struct CompletionsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "completions",
    abstract: "Print the completion script of a shell.",
    discussion: """
      bash  millrace completions bash > ~/.local/share/bash-completion/completions/millrace
      zsh   millrace completions zsh > "${fpath[1]}/_millrace"
      fish  millrace completions fish > ~/.config/fish/completions/millrace.fish
      """)

  enum Shell: String, CaseIterable, ExpressibleByArgument {
    case bash, zsh, fish
  }

  @Argument(help: "The shell: bash, zsh or fish.")
  var shell: Shell

  func run() throws {
    let completionShell: CompletionShell =
      switch shell {
      case .bash: .bash
      case .zsh: .zsh
      case .fish: .fish
      }
    try Console.standard.write(Millrace.completionScript(for: completionShell) + "\n")
  }
}
