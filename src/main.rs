//! The program: arguments → command → exit code (0 clean, 1 problems in content, 2 environment).

mod args;
mod command;

use std::process::ExitCode;

fn main() -> ExitCode {
    match args::read() {
        Ok((arguments, lang)) => command::run(&arguments, lang),
        Err(code) => code,
    }
}
