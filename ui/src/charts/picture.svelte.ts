import type { Saved } from "../backend/types.gen";
import type { Session } from "../stores/session.svelte";
import { text } from "../text";

export type PictureFormat = "svg" | "png";

/** Asks for a folder, lets `draw` write a picture there, and says where it lies. */
export async function savePicture(
  session: Session,
  draw: (folder: string) => Promise<Saved>,
): Promise<void> {
  session.error = null;
  await session.attempt(async () => {
    const folder = await session.backend.pickFolder();
    if (!folder) return;
    const { file } = await draw(folder.id);
    session.overlay.say(text.pictures.saved(file.name, file.folder));
  });
}
