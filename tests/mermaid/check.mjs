// Reads Mermaid diagrams with the real Mermaid, and prints what it has read: for every file named as an argument one line of JSON,
// {"file", "nodes": {id: label}}, for a sequence {"file", "lanes": {id: label}, "messages": [text]}, or {"file", "error"}. The status is 1 where one of them cannot be read.
//
//     npm ci --prefix tests/mermaid && node tests/mermaid/check.mjs FILE…

import { readFileSync } from "node:fs";
import { JSDOM } from "jsdom";

// Mermaid cleans labels with a library that wants a page to do it in.
const page = new JSDOM("");
globalThis.window = page.window;
globalThis.document = page.window.document;
const { default: mermaid } = await import("mermaid");

// A diagram of hundreds of arrows is read too; only drawing it is a question of settings.
mermaid.initialize({ maxEdges: 1_000_000, maxTextSize: 100_000_000 });

/** A label as it is shown: Mermaid keeps character codes in a form of its own until it draws. */
function shown(label) {
    const html = label.replace(/ﬂ°°/g, "&#").replace(/ﬂ°/g, "&").replace(/¶ß/g, ";").replace(/<br\/?>/g, "\n");
    const holder = document.createElement("textarea");
    holder.innerHTML = html;
    return holder.value;
}

let wrong = false;
for (const file of process.argv.slice(2)) {
    try {
        const text = readFileSync(file, "utf8");
        await mermaid.parse(text);
        const diagram = await mermaid.mermaidAPI.getDiagramFromText(text);
        if (diagram.type === "sequence") {
            const lanes = [...diagram.db.getActors().entries()].map(([id, actor]) => [id, shown(actor.description)]);
            const messages = diagram.db.getMessages().map((message) => message.message).filter((text) => typeof text === "string");
            console.log(JSON.stringify({ file, lanes: Object.fromEntries(lanes), messages: messages.map(shown) }));
            continue;
        }
        const nodes = [...diagram.db.getVertices().values()].map((node) => [node.id, shown(node.text ?? node.id)]);
        console.log(JSON.stringify({ file, nodes: Object.fromEntries(nodes) }));
    } catch (error) {
        wrong = true;
        console.log(JSON.stringify({ file, error: String(error.message ?? error) }));
    }
}
process.exitCode = wrong ? 1 : 0;
