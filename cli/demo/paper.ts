/** A page of a PDF with these lines on it, as short as readers of PDFs take it. */
export function paper(lines: string[]): Buffer {
  const text = lines
    .map((line, at) => `${at === 0 ? "/F1 18 Tf" : "/F1 11 Tf"} (${escaped(line)}) Tj 0 -24 Td`)
    .join("\n");
  const content = `BT 72 720 Td\n${text}\nET`;
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 5 0 R /Resources << /Font << /F1 4 0 R >> >> >>",
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    `<< /Length ${Buffer.byteLength(content, "latin1")} >>\nstream\n${content}\nendstream`,
  ];
  let written = "%PDF-1.4\n";
  const offsets = objects.map((object, at) => {
    const offset = written.length;
    written += `${at + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const table = offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`).join("");
  const end = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${written.length}\n%%EOF\n`;
  return Buffer.from(written + end, "latin1");
}

function escaped(line: string): string {
  return line.replace(/[\\()]/g, "\\$&").replace(/[^\x20-\x7e\xa0-\xff]/g, "?");
}
