namespace NetGen.Peers.Models;

/// <summary>Whole image classifiers at 224 × 224 pixels and 1000 classes, in inference form.</summary>
internal static class WholeNetworks
{
    /// <summary>He et al. 2016, "Deep Residual Learning for Image Recognition": 18 layers, two basic blocks per stage.</summary>
    public static Model ResNet18()
    {
        var model = new ModelBuilder("resnet18", 3, 224, 224);
        Normalized(model, new Convolution(64, 7) { Stride = 2, Padding = 3 });
        model.Append(new Relu());
        model.Append(new MaxPool(3) { Stride = 2, Padding = 1 });
        foreach (var channels in new[] { 64, 128, 256, 512 })
        {
            BasicBlock(channels, channels == 64 ? 1 : 2);
            BasicBlock(channels, 1);
        }

        model.Append(new GlobalAveragePool());
        model.Append(new Flatten());
        model.Append(new Dense(1000));
        return model.Build();

        void BasicBlock(int channels, int stride)
        {
            var entry = model.Last;
            Normalized(model, new Convolution(channels, 3) { Stride = stride, Padding = 1 });
            model.Append(new Relu());
            var main = Normalized(model, new Convolution(channels, 3) { Padding = 1 });
            var shortcut = stride == 1 ? entry : Normalized(model, new Convolution(channels, 1) { Stride = stride }, entry);
            model.Append(new Add(), main, shortcut);
            model.Append(new Relu());
        }
    }

    /// <summary>Sandler et al. 2018, "MobileNetV2: Inverted Residuals and Linear Bottlenecks", table 2.</summary>
    public static Model MobileNetV2()
    {
        var model = new ModelBuilder("mobilenetv2", 3, 224, 224);
        Normalized(model, new Convolution(32, 3) { Stride = 2, Padding = 1 });
        model.Append(new Relu6());
        foreach (var (expansion, channels, count, stride) in new[]
        {
            (1, 16, 1, 1), (6, 24, 2, 2), (6, 32, 3, 2), (6, 64, 4, 2), (6, 96, 3, 1), (6, 160, 3, 2), (6, 320, 1, 1),
        })
        {
            for (var i = 0; i < count; i++) InvertedResidual(expansion, channels, i == 0 ? stride : 1);
        }

        Normalized(model, new Convolution(1280, 1));
        model.Append(new Relu6());
        model.Append(new GlobalAveragePool());
        model.Append(new Flatten());
        model.Append(new Dense(1000));
        return model.Build();

        void InvertedResidual(int expansion, int channels, int stride)
        {
            var entry = model.Last;
            var inputs = entry.OutputShape[0];
            if (expansion != 1)
            {
                Normalized(model, new Convolution(expansion * inputs, 1));
                model.Append(new Relu6());
            }

            Normalized(model, new Convolution(expansion * inputs, 3) { Stride = stride, Padding = 1, Groups = expansion * inputs });
            model.Append(new Relu6());
            var projected = Normalized(model, new Convolution(channels, 1));
            if (stride == 1 && inputs == channels) model.Append(new Add(), projected, entry);
        }
    }

    /// <summary>Iandola et al. 2016, "SqueezeNet", in the authors' cheaper version 1.1.</summary>
    public static Model SqueezeNet()
    {
        var model = new ModelBuilder("squeezenet1.1", 3, 224, 224);
        model.Append(new Convolution(64, 3) { Stride = 2 });
        model.Append(new Relu());
        model.Append(new MaxPool(3) { Stride = 2 });
        Fire(16, 64);
        Fire(16, 64);
        model.Append(new MaxPool(3) { Stride = 2 });
        Fire(32, 128);
        Fire(32, 128);
        model.Append(new MaxPool(3) { Stride = 2 });
        Fire(48, 192);
        Fire(48, 192);
        Fire(64, 256);
        Fire(64, 256);
        model.Append(new Convolution(1000, 1));
        model.Append(new Relu());
        model.Append(new GlobalAveragePool());
        model.Append(new Flatten());
        return model.Build();

        void Fire(int squeezed, int expanded)
        {
            model.Append(new Convolution(squeezed, 1));
            var squeeze = model.Append(new Relu());
            model.Append(new Convolution(expanded, 1));
            var narrow = model.Append(new Relu());
            model.Append(new Convolution(expanded, 3) { Padding = 1 }, squeeze);
            var wide = model.Append(new Relu());
            model.Append(new Concat(), narrow, wide);
        }
    }

    /// <summary>Ronneberger et al. 2015, "U-Net", with padding, half the channels, and a picture of 128 × 128 pixels.</summary>
    public static Model UNet()
    {
        var model = new ModelBuilder("unet", 3, 128, 128);
        var skips = new Stack<Node>();
        foreach (var channels in new[] { 32, 64, 128, 256 })
        {
            Twice(channels);
            skips.Push(model.Last);
            model.Append(new MaxPool(2) { Stride = 2 });
        }

        Twice(512);
        while (skips.TryPop(out var skip))
        {
            var up = model.Append(new TransposedConvolution(skip.OutputShape[0], 2));
            model.Append(new Concat(), skip, up);
            Twice(skip.OutputShape[0]);
        }

        model.Append(new Convolution(2, 1));
        return model.Build();

        void Twice(int channels)
        {
            for (var i = 0; i < 2; i++)
            {
                model.Append(new Convolution(channels, 3) { Padding = 1 });
                model.Append(new Relu());
            }
        }
    }

    /// <summary>A convolution without a bias and the normalisation that has one.</summary>
    private static Node Normalized(ModelBuilder model, Convolution convolution, Node? input = null)
    {
        model.Append(convolution with { Bias = false }, input is null ? [] : [input]);
        return model.Append(new BatchNormalization());
    }
}
