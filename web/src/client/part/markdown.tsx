// Shows a rule's document: headings, paragraphs, lists and inline code, made into elements. No HTML, no links.
import type { ComponentChild, VNode } from "preact";

/** `level` is the heading level that a document's `##` becomes. */
export function Markdown({ text, level }: { text: string; level: number }) {
  return <div class="prose">{blocks(text, level)}</div>;
}

function blocks(text: string, level: number): VNode[] {
  const out: VNode[] = [];
  for (const block of text.replace(/\r\n?/g, "\n").split(/\n{2,}/)) {
    const lines = block.split("\n").filter((line) => line.trim() !== "");
    let paragraph: string[] = [];
    let items: string[] = [];
    const flush = () => {
      if (paragraph.length > 0) out.push(<p key={out.length}>{inline(paragraph.join(" "))}</p>);
      if (items.length > 0) out.push(<ul key={out.length}>{items.map((item, at) => <li key={at}>{inline(item)}</li>)}</ul>);
      paragraph = [];
      items = [];
    };
    for (const line of lines) {
      const heading = /^(#{1,6})\s+(.*)$/.exec(line);
      const item = /^\s*(?:[-*]|\d+\.)\s+(.*)$/.exec(line);
      if (heading !== null) {
        flush();
        // The title is the rule's id, which stands above already.
        if (heading[1] !== "#") out.push(headingElement(level, heading[2] ?? "", out.length));
      } else if (item !== null) {
        if (paragraph.length > 0) flush();
        items.push(item[1] ?? "");
      } else if (items.length > 0) {
        items.push(`${items.pop() ?? ""} ${line.trim()}`);
      } else {
        paragraph.push(line.trim());
      }
    }
    flush();
  }
  return out;
}

function headingElement(level: number, text: string, key: number): VNode {
  const Heading = `h${Math.min(level, 6)}` as "h5";
  return <Heading key={key}>{inline(text)}</Heading>;
}

function inline(text: string): ComponentChild[] {
  return text
    .split(/(`[^`]+`|\*\*[^*]+\*\*)/)
    .map((part, at) =>
      part.startsWith("`") && part.length > 2 ? (
        <code key={at}>{part.slice(1, -1)}</code>
      ) : part.startsWith("**") && part.length > 4 ? (
        <strong key={at}>{part.slice(2, -2)}</strong>
      ) : (
        part
      ),
    );
}
