//! `niemyet check`: everything that `build` does, except writing.

use super::{Done, Failure, Outcome, Stopwatch, compiled};
use crate::args::Site;
use niemyet::{
    Options,
    lang::Lang,
    problem::{Problem, Problems},
    read::Versions,
};
use rayon::prelude::*;

pub fn run(site: &Site, lang: Lang) -> Result<Outcome, Failure> {
    let options = Options { lang: None, base_url: None };
    compiled(site, Versions::FromGit, &options, lang, &mut Stopwatch::start(false), |output, _| {
        let found: Vec<Problem> =
            (0..output.len()).into_par_iter().filter_map(|index| output.at(index).1.err()).collect();
        let mut problems = Problems::default();
        found.into_iter().for_each(|problem| problems.add_general(problem));
        Ok(Done::Found(problems))
    })
}
