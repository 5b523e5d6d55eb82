"use client";

import type { ICellRendererComp, ICellRendererParams, IHeaderComp, IHeaderParams } from "ag-grid-community";
import { type ComponentType, type ReactNode, useSyncExternalStore } from "react";
import { createPortal } from "react-dom";

/**
 * React for the few cells and heads that need it; all else is drawn by the grid itself, which is quicker to scroll and
 * spares the page the library's own binding. What stands in the grid is a portal, so it has the contexts around it.
 */
export class ReactParts {
  readonly #parts = new Map<HTMLElement, { key: string; node: ReactNode }>();
  #told: () => void = () => undefined;
  #drawn: ReactNode[] = [];
  #isStale = false;
  #made = 0;

  put(place: HTMLElement, node: ReactNode): void {
    const key = this.#parts.get(place)?.key ?? String(++this.#made);
    this.#parts.set(place, { key, node });
    this.#change();
  }

  remove(place: HTMLElement): void {
    this.#parts.delete(place);
    this.#change();
  }

  /** A whole screen of rows is one change. */
  #change(): void {
    if (this.#isStale) return;
    this.#isStale = true;
    queueMicrotask(() => {
      this.#isStale = false;
      this.#drawn = [...this.#parts].map(([place, { key, node }]) => createPortal(node, place, key));
      this.#told();
    });
  }

  readonly subscribe = (told: () => void): (() => void) => {
    this.#told = told;
    return () => {
      this.#told = () => undefined;
    };
  };
  readonly drawn = (): ReactNode[] => this.#drawn;
}

/** Where the parts live for React; shows nothing by itself. */
export function ReactPartsOutlet({ parts }: { parts: ReactParts }) {
  return useSyncExternalStore(parts.subscribe, parts.drawn, parts.drawn);
}

/** What cells and heads are given besides the grid's own: see `gridContext` of the grid. */
interface Given {
  context: { parts: ReactParts };
}

/** A component as the grid takes it for a cell. */
export function cellOf<T>(Component: ComponentType<ICellRendererParams<T>>): new () => ICellRendererComp<T> {
  return partOf<ICellRendererParams<T>>(Component);
}

/** A component as the grid takes it for the head of a column. */
export function headOf<T>(Component: ComponentType<IHeaderParams<T>>): new () => IHeaderComp {
  return partOf<IHeaderParams<T>>(Component);
}

function partOf<P extends Given & object>(Component: ComponentType<P>) {
  return class ReactPart {
    readonly #place = document.createElement("span");
    #parts: ReactParts | undefined;

    init(params: P): void {
      this.#place.className = "grid-part";
      this.refresh(params);
    }
    getGui(): HTMLElement {
      return this.#place;
    }
    refresh(params: P): boolean {
      this.#parts = params.context.parts;
      this.#parts.put(this.#place, <Component {...params} />);
      return true;
    }
    destroy(): void {
      this.#parts?.remove(this.#place);
    }
  };
}
