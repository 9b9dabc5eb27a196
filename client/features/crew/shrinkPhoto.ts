/** A photo made small enough for a weak line: drawn anew at most 1600 pixels wide or high, so that nothing embedded in it is left. */

const LONGEST_SIDE = 1600;
const QUALITY = 0.82;

/** Width and height that fit, never larger than they were. */
export function fitted(width: number, height: number, longest = LONGEST_SIDE): { readonly width: number; readonly height: number } {
  const scale = Math.min(1, longest / Math.max(width, height, 1));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

/** A JPEG without EXIF, turned upright. Rejects when the file is no picture. */
export async function shrinkPhoto(file: Blob): Promise<Blob> {
  const picture = await createImageBitmap(file, { imageOrientation: 'from-image' });
  const { width, height } = fitted(picture.width, picture.height);
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d', { alpha: false });
  if (!context) throw new Error('this browser cannot draw pictures');
  context.imageSmoothingQuality = 'high';
  context.drawImage(picture, 0, 0, width, height);
  picture.close();
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('the picture could not be written'))), 'image/jpeg', QUALITY);
  });
}
