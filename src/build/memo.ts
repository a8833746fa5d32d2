import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import type { Memo } from "../markdown/bibliography.ts";

/**
 * Small results in one file. Only what a build has asked for is kept, so the file does not grow for ever; a damaged
 * one counts as empty.
 */
export class FileMemo implements Memo {
  private readonly used = new Map<string, string>();
  private changed = false;

  private constructor(
    private readonly path: string,
    private readonly known: Map<string, string>,
  ) {}

  static async open(path: string): Promise<FileMemo> {
    let known = new Map<string, string>();
    try {
      known = new Map(Object.entries(JSON.parse(await readFile(path, "utf8")) as Record<string, string>));
    } catch {
      // Not there or damaged: everything is made anew.
    }
    return new FileMemo(path, known);
  }

  get(key: string): string | undefined {
    const value = this.used.get(key) ?? this.known.get(key);
    if (value !== undefined) this.used.set(key, value);
    return value;
  }

  set(key: string, value: string): void {
    this.used.set(key, value);
    this.changed = true;
  }

  async save(): Promise<void> {
    if (!this.changed) return;
    await mkdir(dirname(this.path), { recursive: true });
    const aside = `${this.path}.${process.pid}`;
    await writeFile(aside, JSON.stringify(Object.fromEntries(this.used)));
    await rename(aside, this.path);
    this.changed = false;
  }
}
