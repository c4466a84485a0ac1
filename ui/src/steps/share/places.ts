/** Folders that a service copies elsewhere, by the names their programs give them. */
const SERVICES: [service: string, folder: RegExp][] = [
  ["OneDrive", /^onedrive( - .+)?$/i],
  ["Dropbox", /^dropbox( \(.+\))?$/i],
  ["iCloud Drive", /^(com~apple~clouddocs|icloud drive|iclouddrive)$/i],
  ["Google Drive", /^(google ?drive|googledrive-.+|my drive)$/i],
  ["Nextcloud", /^nextcloud$/i],
  ["ownCloud", /^owncloud$/i],
  ["Box", /^box( sync)?$/i],
  ["MEGA", /^mega(sync)?$/i],
  ["Syncthing", /^sync(thing)?$/i],
];

/** The service that seems to synchronise a folder, judged by the names on the way to it. */
export function syncedBy(path: string): string | null {
  const parts = path.split(/[/\\]+/);
  for (const [service, folder] of SERVICES) {
    if (parts.some((part) => folder.test(part))) return service;
  }
  return null;
}

/** Whether a folder seems to lie on another computer. */
export function isShared(path: string): boolean {
  return /^(\\\\|\/\/)[^\\/]/.test(path) || /^\/(net|run\/user\/\d+\/gvfs)\//.test(path);
}
