//! The binary: arguments → a subcommand → an exit status.

fn main() -> std::process::ExitCode {
    squall::cli::main()
}
