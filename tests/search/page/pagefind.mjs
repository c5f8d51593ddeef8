// Asks an index of Pagefind, loaded when it is first asked.

let loading = null;

/** The first results with the addresses they lead to; each is a file of its own. */
export async function ask(text, count) {
  loading ??= import('../index/pagefind.js');
  const { results } = await (await loading).search(text);
  const found = await Promise.all(results.slice(0, count).map((result) => result.data()));
  return found.map(({ url, meta }) => {
    const [address, anchor] = url.replace(/^.*?\/(?=ke-hoach\/|van-ban\/)/, '').split('#');
    return { address, anchor, title: meta.title };
  });
}
