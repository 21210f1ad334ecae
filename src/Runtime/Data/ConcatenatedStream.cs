namespace NetGen.Data;

/// <summary>Two streams read one after the other. Disposing it disposes both.</summary>
internal sealed class ConcatenatedStream(Stream first, Stream second) : ForwardStream
{
    private bool _isFirstRead;

    public override int Read(byte[] buffer, int offset, int count)
    {
        if (!_isFirstRead)
        {
            var read = first.Read(buffer, offset, count);
            if (read > 0 || count == 0) return read;
            _isFirstRead = true;
        }

        return second.Read(buffer, offset, count);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            first.Dispose();
            second.Dispose();
        }

        base.Dispose(disposing);
    }
}
