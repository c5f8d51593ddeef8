use niemyet::*;
fn main() {
    let sources = read::sources(std::path::Path::new("content"), read::Versions::FromGit).unwrap();
    let theme = match theme::Theme::built_in() { Ok(t) => t, Err(p) => { println!("{}", problem::show(&p, &sources, lang::Lang::Vi, problem::Format::Short)); return; } };
    let (out, problems) = compile(&sources, &theme, &Options::default());
    println!("{}", problem::show(&problems, &sources, lang::Lang::Vi, problem::Format::Short));
    if let Some(out) = out { for i in 0..out.len() { let (p, b) = out.at(i); let b = match b { Ok(b) => b, Err(e) => { println!("{p}: {e:?}"); continue } };
        let f = std::path::Path::new("public").join(p); std::fs::create_dir_all(f.parent().unwrap()).unwrap(); std::fs::write(f, b).unwrap(); } println!("{} files", out.len()); }
}
