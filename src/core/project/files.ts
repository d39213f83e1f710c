// How the core asks a front for files of the user's project: absolute paths with `/`, also on Windows.

/** What a folder holds; links stand for what they point to. */
export interface Entry {
  readonly name: string;
  readonly isFolder: boolean;
}

export interface Files {
  /** What is in a folder; nothing where it is missing or cannot be listed. */
  list(folder: string): Promise<readonly Entry[]>;
  /** The text of a file; undefined where it is missing, too large to be written by a person, or cannot be read. */
  read(path: string): Promise<string | undefined>;
}

/** The folder that a path lies in; a root is its own parent. E.g. `/a/b.txt` gives `/a`, `C:/a` gives `C:/`. */
export function parentOf(path: string): string {
  const at = path.lastIndexOf('/');
  const parent = path.slice(0, at);
  return parent === '' || parent.endsWith(':') ? path.slice(0, at + 1) : parent;
}

/** A relative path below a folder, with `.` and `..` taken out, e.g. `/a/b` and `../c.txt` give `/a/c.txt`. */
export function pathIn(folder: string, relative: string): string {
  const parts = folder.split('/').filter((each, at) => at === 0 || each !== '');
  for (const each of relative.split(/[\\/]/)) {
    if (each === '..' && parts.length > 1) parts.pop();
    else if (each !== '.' && each !== '') parts.push(each);
  }
  return parts.join('/');
}

/** Whether a path begins at a root: `/a`, `C:/a`. */
export function isAbsolute(path: string): boolean {
  return /^([A-Za-z]:)?[\\/]/.test(path);
}

/** A folder and all above it, nearest first. */
export function ancestorsOf(folder: string): readonly string[] {
  const folders = [folder];
  for (let at = folder; at !== parentOf(at); at = parentOf(at)) folders.push(parentOf(at));
  return folders;
}

/** As people write it: relative where it lies below the folder, else whole. */
export function shownFrom(folder: string, path: string): string {
  return path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : path;
}
