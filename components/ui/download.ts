/** Hands a file that was made here to the browser's own downloads. */
export function saveFile(name: string, file: Blob): void {
  const link = Object.assign(document.createElement("a"), {
    href: URL.createObjectURL(file),
    download: name,
  });
  link.click();
  // The download has a hold of its own on the file by then.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
