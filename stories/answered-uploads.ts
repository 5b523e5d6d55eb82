/** A file that a story sends is answered like its queries: by the story, after its progress has been told. */

export interface SentFile {
  address: URL;
  size: number;
}

interface AnsweredUpload {
  status: number;
  body: unknown;
}

/** @returns what gives the browser its own requests back */
export function answerUploads(answer: (sent: SentFile) => AnsweredUpload): () => void {
  const own = window.XMLHttpRequest;
  class Answered {
    upload: { onprogress?: (told: { loaded: number; total: number }) => void } = {};
    onload?: () => void;
    status = 0;
    responseText = "";
    #address = "";

    open(_method: string, address: string): void {
      this.#address = address;
    }

    setRequestHeader(): void {}

    getResponseHeader(): null {
      return null;
    }

    abort(): void {}

    send(file: Blob): void {
      const { status, body } = answer({ address: new URL(this.#address, location.href), size: file.size });
      this.upload.onprogress?.({ loaded: file.size, total: file.size });
      this.status = status;
      this.responseText = JSON.stringify(body);
      queueMicrotask(() => this.onload?.());
    }
  }
  window.XMLHttpRequest = Answered as unknown as typeof XMLHttpRequest;
  return () => {
    window.XMLHttpRequest = own;
  };
}
